package ai.apixo.messages;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * How often the gateway used its tools, part of {@link Usage}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param webSearchRequests {@code web_search_requests}
 * @param webFetchRequests {@code web_fetch_requests}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ServerToolUsage(@Nullable Long webSearchRequests, @Nullable Long webFetchRequests,
		Map<String, JsonNode> additionalProperties) {

	/**
	 * Create server tool usage with additional properties.
	 * @param webSearchRequests {@code web_search_requests}
	 * @param webFetchRequests {@code web_fetch_requests}
	 * @param additionalProperties fields that this version does not know
	 */
	public ServerToolUsage {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create server tool usage without additional properties.
	 * @param webSearchRequests {@code web_search_requests}
	 * @param webFetchRequests {@code web_fetch_requests}
	 */
	public ServerToolUsage(@Nullable Long webSearchRequests, @Nullable Long webFetchRequests) {
		this(webSearchRequests, webFetchRequests, Map.of());
	}

}
