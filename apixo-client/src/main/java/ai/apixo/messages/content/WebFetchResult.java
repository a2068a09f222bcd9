package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A fetched page, {@code web_fetch_result}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param url {@code url}
 * @param retrievedAt {@code retrieved_at}, an RFC 3339 instant
 * @param content {@code content}, a {@link DocumentBlock}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record WebFetchResult(String url, @Nullable String retrievedAt, ContentBlock content,
		Map<String, JsonNode> additionalProperties) implements ServerToolResult {

	/**
	 * Create a web fetch result with additional properties.
	 * @param url {@code url}
	 * @param retrievedAt {@code retrieved_at}, an RFC 3339 instant
	 * @param content {@code content}, a {@link DocumentBlock}
	 * @param additionalProperties fields that this version does not know
	 */
	public WebFetchResult {
		Objects.requireNonNull(url, "'url' must not be null");
		Objects.requireNonNull(content, "'content' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a web fetch result without additional properties.
	 * @param url {@code url}
	 * @param retrievedAt {@code retrieved_at}, an RFC 3339 instant
	 * @param content {@code content}, a {@link DocumentBlock}
	 */
	public WebFetchResult(String url, @Nullable String retrievedAt, ContentBlock content) {
		this(url, retrievedAt, content, Map.of());
	}

	@Override
	public String toString() {
		return "WebFetchResult[retrievedAt=" + this.retrievedAt + ", content=" + this.content + "]";
	}

}
