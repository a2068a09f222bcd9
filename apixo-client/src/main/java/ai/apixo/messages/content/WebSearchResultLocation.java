package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A result of a web search, {@code web_search_result_location}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param citedText {@code cited_text}
 * @param encryptedIndex {@code encrypted_index}, to be sent back unchanged
 * @param title {@code title}
 * @param url {@code url}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record WebSearchResultLocation(String citedText, String encryptedIndex, @Nullable String title, String url,
		Map<String, JsonNode> additionalProperties) implements Citation {

	/**
	 * Create a web search result location with additional properties.
	 * @param citedText {@code cited_text}
	 * @param encryptedIndex {@code encrypted_index}, to be sent back unchanged
	 * @param title {@code title}
	 * @param url {@code url}
	 * @param additionalProperties fields that this version does not know
	 */
	public WebSearchResultLocation {
		Objects.requireNonNull(citedText, "'citedText' must not be null");
		Objects.requireNonNull(encryptedIndex, "'encryptedIndex' must not be null");
		Objects.requireNonNull(url, "'url' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a web search result location without additional properties.
	 * @param citedText {@code cited_text}
	 * @param encryptedIndex {@code encrypted_index}, to be sent back unchanged
	 * @param title {@code title}
	 * @param url {@code url}
	 */
	public WebSearchResultLocation(String citedText, String encryptedIndex, @Nullable String title, String url) {
		this(citedText, encryptedIndex, title, url, Map.of());
	}

	@Override
	public String toString() {
		return "WebSearchResultLocation[]";
	}

}
