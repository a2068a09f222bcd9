package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The name of a tool as the result of a search for tools,
 * <code>{"type": "tool_reference", "tool_name": ...}</code>.
 * <p>
 * Use the shorter constructor; the other one is for fields that this version does not
 * know.
 *
 * @param toolName {@code tool_name}
 * @param cacheControl {@code cache_control}, in requests only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ToolReferenceBlock(String toolName, @Nullable CacheControl cacheControl,
		Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a tool reference block with additional properties.
	 * @param toolName {@code tool_name}
	 * @param cacheControl {@code cache_control}, in requests only
	 * @param additionalProperties fields that this version does not know
	 */
	public ToolReferenceBlock {
		Objects.requireNonNull(toolName, "'toolName' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a tool reference block without additional properties.
	 * @param toolName {@code tool_name}
	 * @param cacheControl {@code cache_control}, in requests only
	 */
	public ToolReferenceBlock(String toolName, @Nullable CacheControl cacheControl) {
		this(toolName, cacheControl, Map.of());
	}

}
