package ai.apixo.messages.content;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The state of the browser after a call of the browser toolset, {@code browser_state}.
 * Sent only, inside a {@link ToolResultBlock}.
 * <p>
 * Use the shorter constructor; the other one is for fields that this version does not
 * know.
 *
 * @param tabs {@code tabs}
 * @param stateChanges {@code state_changes}
 * @param cacheControl {@code cache_control}, in requests only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record BrowserStateBlock(List<BrowserTab> tabs, List<BrowserStateChange> stateChanges,
		@Nullable CacheControl cacheControl, Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a browser state block with additional properties.
	 * @param tabs {@code tabs}
	 * @param stateChanges {@code state_changes}
	 * @param cacheControl {@code cache_control}, in requests only
	 * @param additionalProperties fields that this version does not know
	 */
	public BrowserStateBlock {
		tabs = List.copyOf(tabs);
		stateChanges = List.copyOf(stateChanges);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a browser state block without additional properties.
	 * @param tabs {@code tabs}
	 * @param stateChanges {@code state_changes}
	 * @param cacheControl {@code cache_control}, in requests only
	 */
	public BrowserStateBlock(List<BrowserTab> tabs, List<BrowserStateChange> stateChanges,
			@Nullable CacheControl cacheControl) {
		this(tabs, stateChanges, cacheControl, Map.of());
	}

}
