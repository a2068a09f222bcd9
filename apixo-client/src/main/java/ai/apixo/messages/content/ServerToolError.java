package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A tool of the gateway failed, {@code type} ends in {@code _tool_result_error}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param type {@code type}, such as {@code web_search_tool_result_error}
 * @param errorCode {@code error_code}, such as {@code max_uses_exceeded} or
 * {@code unavailable}
 * @param errorMessage {@code error_message}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ServerToolError(String type, String errorCode, @Nullable String errorMessage,
		Map<String, JsonNode> additionalProperties) implements ServerToolResult {

	/**
	 * Create a server tool error with additional properties.
	 * @param type {@code type}, such as {@code web_search_tool_result_error}
	 * @param errorCode {@code error_code}, such as {@code max_uses_exceeded} or
	 * {@code unavailable}
	 * @param errorMessage {@code error_message}
	 * @param additionalProperties fields that this version does not know
	 */
	public ServerToolError {
		Objects.requireNonNull(type, "'type' must not be null");
		Objects.requireNonNull(errorCode, "'errorCode' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a server tool error without additional properties.
	 * @param type {@code type}, such as {@code web_search_tool_result_error}
	 * @param errorCode {@code error_code}, such as {@code max_uses_exceeded} or
	 * {@code unavailable}
	 * @param errorMessage {@code error_message}
	 */
	public ServerToolError(String type, String errorCode, @Nullable String errorMessage) {
		this(type, errorCode, errorMessage, Map.of());
	}

	@Override
	public String toString() {
		return "ServerToolError[type=" + this.type + ", errorCode=" + this.errorCode + "]";
	}

}
