package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A tab of the browser, inside a {@link BrowserStateBlock}.
 * <p>
 * Use the shorter constructor; the other one is for fields that this version does not
 * know.
 *
 * @param tabId {@code tab_id}
 * @param title {@code title}
 * @param url {@code url}
 * @param active {@code active}, whether the tab is in the foreground; {@code false} if
 * absent. An explicit {@code false} is kept in {@code additionalProperties}.
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record BrowserTab(String tabId, String title, String url, boolean active,
		Map<String, JsonNode> additionalProperties) {

	/**
	 * Create a browser tab with additional properties.
	 * @param tabId {@code tab_id}
	 * @param title {@code title}
	 * @param url {@code url}
	 * @param active {@code active}, whether the tab is in the foreground; {@code false}
	 * if absent. An explicit {@code false} is kept in {@code additionalProperties}.
	 * @param additionalProperties fields that this version does not know
	 */
	public BrowserTab {
		Objects.requireNonNull(tabId, "'tabId' must not be null");
		Objects.requireNonNull(title, "'title' must not be null");
		Objects.requireNonNull(url, "'url' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a browser tab without additional properties.
	 * @param tabId {@code tab_id}
	 * @param title {@code title}
	 * @param url {@code url}
	 * @param active {@code active}, whether the tab is in the foreground; {@code false}
	 * if absent. An explicit {@code false} is kept in {@code additionalProperties}.
	 */
	public BrowserTab(String tabId, String title, String url, boolean active) {
		this(tabId, title, url, active, Map.of());
	}

	@Override
	public String toString() {
		return "BrowserTab[tabId=" + this.tabId + ", active=" + this.active + "]";
	}

}
