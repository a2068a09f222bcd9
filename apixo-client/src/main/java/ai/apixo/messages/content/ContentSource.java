package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A document as text or as text and image blocks,
 * <code>{"type": "content", "content": ...}
 * </code>.
 * <p>
 * Usually created with the factory methods of {@link ImageBlock} and
 * {@link DocumentBlock}.
 *
 * @param content {@code content}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ContentSource(Content content, Map<String, JsonNode> additionalProperties) implements Source {

	/**
	 * Create a content source with additional properties.
	 * @param content {@code content}
	 * @param additionalProperties fields that this version does not know
	 */
	public ContentSource {
		Objects.requireNonNull(content, "'content' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a content source without additional properties.
	 * @param content {@code content}
	 */
	public ContentSource(Content content) {
		this(content, Map.of());
	}

}
