package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Something that happened in the browser, inside a {@link BrowserStateBlock}.
 *
 * @param type {@code type}, {@code tab_opened}, {@code download_started},
 * {@code download_completed} or {@code download_failed}
 * @param tabId {@code tab_id}
 * @param downloadId {@code download_id}
 * @param url {@code url}
 * @param path {@code path}
 * @param sizeBytes {@code size_bytes}
 * @param error {@code error}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record BrowserStateChange(String type, @Nullable String tabId, @Nullable String downloadId, @Nullable String url,
		@Nullable String path, @Nullable Long sizeBytes, @Nullable String error,
		Map<String, JsonNode> additionalProperties) {

	public BrowserStateChange {
		Objects.requireNonNull(type, "'type' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	public BrowserStateChange(String type, @Nullable String tabId, @Nullable String downloadId, @Nullable String url,
			@Nullable String path, @Nullable Long sizeBytes, @Nullable String error) {
		this(type, tabId, downloadId, url, path, sizeBytes, error, Map.of());
	}

	@Override
	public String toString() {
		return "BrowserStateChange[type=" + this.type + "]";
	}

}
