package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Bytes embedded in the request,
 * <code>{"type": "base64", "media_type": ..., "data": ...}</code>.
 * <p>
 * Usually created with the factory methods of {@link ImageBlock} and
 * {@link DocumentBlock}.
 *
 * @param mediaType {@code media_type}, {@code image/jpeg}, {@code image/png},
 * {@code image/gif}, {@code image/webp} or {@code application/pdf}
 * @param data {@code data}, in Base64
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Base64Source(String mediaType, String data,
		Map<String, JsonNode> additionalProperties) implements Source {

	/**
	 * Create a Base64 source with additional properties.
	 * @param mediaType {@code media_type}, {@code image/jpeg}, {@code image/png},
	 * {@code image/gif}, {@code image/webp} or {@code application/pdf}
	 * @param data {@code data}, in Base64
	 * @param additionalProperties fields that this version does not know
	 */
	public Base64Source {
		Objects.requireNonNull(mediaType, "'mediaType' must not be null");
		Objects.requireNonNull(data, "'data' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a Base64 source without additional properties.
	 * @param mediaType {@code media_type}, {@code image/jpeg}, {@code image/png},
	 * {@code image/gif}, {@code image/webp} or {@code application/pdf}
	 * @param data {@code data}, in Base64
	 */
	public Base64Source(String mediaType, String data) {
		this(mediaType, data, Map.of());
	}

	@Override
	public String toString() {
		return "Base64Source[mediaType=" + this.mediaType + ", length=" + this.data.length() + "]";
	}

}
