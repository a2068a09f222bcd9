package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The result of a tool of the gateway for a {@link ServerToolUseBlock}; {@code type} ends
 * with {@code _tool_result}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param type {@code type}, one of {@code web_search_tool_result},
 * {@code web_fetch_tool_result}, {@code code_execution_tool_result},
 * {@code bash_code_execution_tool_result},
 * {@code text_editor_code_execution_tool_result}, {@code tool_search_tool_result}
 * @param toolUseId {@code tool_use_id}, the id of the call
 * @param content {@code content}
 * @param caller {@code caller}, which says who made the call
 * @param cacheControl {@code cache_control}, in requests only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ServerToolResultBlock(String type, String toolUseId, ServerToolResult content, @Nullable Caller caller,
		@Nullable CacheControl cacheControl, Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a server tool result block with additional properties.
	 * @param type {@code type}, one of {@code web_search_tool_result},
	 * {@code web_fetch_tool_result}, {@code code_execution_tool_result},
	 * {@code bash_code_execution_tool_result},
	 * {@code text_editor_code_execution_tool_result}, {@code tool_search_tool_result}
	 * @param toolUseId {@code tool_use_id}, the id of the call
	 * @param content {@code content}
	 * @param caller {@code caller}, which says who made the call
	 * @param cacheControl {@code cache_control}, in requests only
	 * @param additionalProperties fields that this version does not know
	 */
	public ServerToolResultBlock {
		Objects.requireNonNull(type, "'type' must not be null");
		Objects.requireNonNull(toolUseId, "'toolUseId' must not be null");
		Objects.requireNonNull(content, "'content' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a server tool result block without additional properties.
	 * @param type {@code type}, one of {@code web_search_tool_result},
	 * {@code web_fetch_tool_result}, {@code code_execution_tool_result},
	 * {@code bash_code_execution_tool_result},
	 * {@code text_editor_code_execution_tool_result}, {@code tool_search_tool_result}
	 * @param toolUseId {@code tool_use_id}, the id of the call
	 * @param content {@code content}
	 * @param caller {@code caller}, which says who made the call
	 * @param cacheControl {@code cache_control}, in requests only
	 */
	public ServerToolResultBlock(String type, String toolUseId, ServerToolResult content, @Nullable Caller caller,
			@Nullable CacheControl cacheControl) {
		this(type, toolUseId, content, caller, cacheControl, Map.of());
	}

}
