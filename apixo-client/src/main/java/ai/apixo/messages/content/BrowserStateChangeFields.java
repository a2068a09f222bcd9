package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The fields of a {@link BrowserStateChange}.
 */
record BrowserStateChangeFields(String type, @Nullable String tabId, @Nullable String downloadId, @Nullable String url,
		@Nullable String path, @Nullable Long sizeBytes, @Nullable String error,
		Map<String, JsonNode> additionalProperties) {

	BrowserStateChangeFields {
		Objects.requireNonNull(type, "'type' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

}
