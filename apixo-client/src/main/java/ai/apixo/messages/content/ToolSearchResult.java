package ai.apixo.messages.content;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The tools that a search found, {@code tool_search_tool_search_result}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param toolReferences {@code tool_references}, each a {@link ToolReferenceBlock}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ToolSearchResult(List<ContentBlock> toolReferences,
		Map<String, JsonNode> additionalProperties) implements ServerToolResult {

	/**
	 * Create a tool search result with additional properties.
	 * @param toolReferences {@code tool_references}, each a {@link ToolReferenceBlock}
	 * @param additionalProperties fields that this version does not know
	 */
	public ToolSearchResult {
		toolReferences = List.copyOf(toolReferences);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a tool search result without additional properties.
	 * @param toolReferences {@code tool_references}, each a {@link ToolReferenceBlock}
	 */
	public ToolSearchResult(List<ContentBlock> toolReferences) {
		this(toolReferences, Map.of());
	}

}
