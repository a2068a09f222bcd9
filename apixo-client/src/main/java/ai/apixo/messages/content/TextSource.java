package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A plain text document embedded in the request, <code>{"type": "text", "media_type":
 * "text/plain", "data": ...}</code>.
 * <p>
 * Usually created with the factory methods of {@link ImageBlock} and
 * {@link DocumentBlock}.
 *
 * @param mediaType {@code media_type}, {@code text/plain}
 * @param data {@code data}, the text
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record TextSource(String mediaType, String data, Map<String, JsonNode> additionalProperties) implements Source {

	/**
	 * Create a text source with additional properties.
	 * @param mediaType {@code media_type}, {@code text/plain}
	 * @param data {@code data}, the text
	 * @param additionalProperties fields that this version does not know
	 */
	public TextSource {
		Objects.requireNonNull(mediaType, "'mediaType' must not be null");
		Objects.requireNonNull(data, "'data' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a text source without additional properties.
	 * @param mediaType {@code media_type}, {@code text/plain}
	 * @param data {@code data}, the text
	 */
	public TextSource(String mediaType, String data) {
		this(mediaType, data, Map.of());
	}

	@Override
	public String toString() {
		return "TextSource[mediaType=" + this.mediaType + ", length=" + this.data.length() + "]";
	}

}
