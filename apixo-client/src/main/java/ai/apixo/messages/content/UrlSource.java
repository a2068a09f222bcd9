package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * An image or PDF that the gateway fetches, <code>{"type": "url", "url": ...}</code>.
 * <p>
 * Usually created with the factory methods of {@link ImageBlock} and
 * {@link DocumentBlock}.
 *
 * @param url {@code url}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record UrlSource(String url, Map<String, JsonNode> additionalProperties) implements Source {

	/**
	 * Create a URL source with additional properties.
	 * @param url {@code url}
	 * @param additionalProperties fields that this version does not know
	 */
	public UrlSource {
		Objects.requireNonNull(url, "'url' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a URL source without additional properties.
	 * @param url {@code url}
	 */
	public UrlSource(String url) {
		this(url, Map.of());
	}

	@Override
	public String toString() {
		return "UrlSource[]";
	}

}
