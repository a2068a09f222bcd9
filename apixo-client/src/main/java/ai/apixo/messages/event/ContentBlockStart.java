package ai.apixo.messages.event;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A block begins,
 * <code>{"type": "content_block_start", "index": 0, "content_block": {...}}
 * </code>.
 *
 * @param index {@code index}, the position of the block in the content of the message; -1
 * if a gateway omits it
 * @param contentBlock {@code content_block}, usually still empty
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ContentBlockStart(int index, ContentBlock contentBlock,
		Map<String, JsonNode> additionalProperties) implements StreamEvent {

	/**
	 * Create a content block start with additional properties.
	 * @param index {@code index}, the position of the block in the content of the
	 * message; -1 if a gateway omits it
	 * @param contentBlock {@code content_block}, usually still empty
	 * @param additionalProperties fields that this version does not know
	 */
	public ContentBlockStart {
		Objects.requireNonNull(contentBlock, "'contentBlock' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a content block start without additional properties.
	 * @param index {@code index}, the position of the block in the content of the
	 * message; -1 if a gateway omits it
	 * @param contentBlock {@code content_block}, usually still empty
	 */
	public ContentBlockStart(int index, ContentBlock contentBlock) {
		this(index, contentBlock, Map.of());
	}

}
