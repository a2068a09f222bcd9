package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Who called a tool, <code>{"type": "direct"}</code> for the model itself or
 * <code>{"type": "code_execution_20260120", "tool_id": ...}</code> for code that the
 * model runs.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param type {@code type}
 * @param toolId {@code tool_id}, the call of the code execution tool
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Caller(String type, @Nullable String toolId, Map<String, JsonNode> additionalProperties) {

	/**
	 * Create a caller with additional properties.
	 * @param type {@code type}
	 * @param toolId {@code tool_id}, the call of the code execution tool
	 * @param additionalProperties fields that this version does not know
	 */
	public Caller {
		Objects.requireNonNull(type, "'type' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a caller without additional properties.
	 * @param type {@code type}
	 * @param toolId {@code tool_id}, the call of the code execution tool
	 */
	public Caller(String type, @Nullable String toolId) {
		this(type, toolId, Map.of());
	}

}
