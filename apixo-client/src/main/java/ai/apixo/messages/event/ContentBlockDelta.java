package ai.apixo.messages.event;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * An increment to a block,
 * <code>{"type": "content_block_delta", "index": 0, "delta": {...}}</code>.
 *
 * @param index {@code index}, the number of the block; -1 if a gateway omits it
 * @param delta {@code delta}, the increment
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ContentBlockDelta(int index, ContentDelta delta,
		Map<String, JsonNode> additionalProperties) implements StreamEvent {

	/**
	 * Create a content block delta with additional properties.
	 * @param index {@code index}, the number of the block; -1 if a gateway omits it
	 * @param delta {@code delta}, the increment
	 * @param additionalProperties fields that this version does not know
	 */
	public ContentBlockDelta {
		Objects.requireNonNull(delta, "'delta' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a content block delta without additional properties.
	 * @param index {@code index}, the number of the block; -1 if a gateway omits it
	 * @param delta {@code delta}, the increment
	 */
	public ContentBlockDelta(int index, ContentDelta delta) {
		this(index, delta, Map.of());
	}

}
