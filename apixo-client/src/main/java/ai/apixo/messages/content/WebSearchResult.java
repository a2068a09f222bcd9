package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * One result of a web search, {@code web_search_result}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param title {@code title}
 * @param url {@code url}
 * @param encryptedContent {@code encrypted_content}, to be sent back unchanged
 * @param pageAge {@code page_age}, such as {@code 3 days ago}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record WebSearchResult(String title, String url, String encryptedContent, @Nullable String pageAge,
		Map<String, JsonNode> additionalProperties) {

	/**
	 * Create a web search result with additional properties.
	 * @param title {@code title}
	 * @param url {@code url}
	 * @param encryptedContent {@code encrypted_content}, to be sent back unchanged
	 * @param pageAge {@code page_age}, such as {@code 3 days ago}
	 * @param additionalProperties fields that this version does not know
	 */
	public WebSearchResult {
		Objects.requireNonNull(title, "'title' must not be null");
		Objects.requireNonNull(url, "'url' must not be null");
		Objects.requireNonNull(encryptedContent, "'encryptedContent' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a web search result without additional properties.
	 * @param title {@code title}
	 * @param url {@code url}
	 * @param encryptedContent {@code encrypted_content}, to be sent back unchanged
	 * @param pageAge {@code page_age}, such as {@code 3 days ago}
	 */
	public WebSearchResult(String title, String url, String encryptedContent, @Nullable String pageAge) {
		this(title, url, encryptedContent, pageAge, Map.of());
	}

	@Override
	public String toString() {
		return "WebSearchResult[length=" + this.encryptedContent.length() + "]";
	}

}
