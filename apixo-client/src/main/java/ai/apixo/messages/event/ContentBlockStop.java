package ai.apixo.messages.event;

import java.util.Map;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A block is complete, <code>{"type": "content_block_stop", "index": 0}</code>.
 *
 * @param index {@code index}, the number of the block; -1 if a gateway omits it
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ContentBlockStop(int index, Map<String, JsonNode> additionalProperties) implements StreamEvent {

	/**
	 * Create a content block stop with additional properties.
	 * @param index {@code index}, the number of the block; -1 if a gateway omits it
	 * @param additionalProperties fields that this version does not know
	 */
	public ContentBlockStop {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a content block stop without additional properties.
	 * @param index {@code index}, the number of the block; -1 if a gateway omits it
	 */
	public ContentBlockStop(int index) {
		this(index, Map.of());
	}

}
