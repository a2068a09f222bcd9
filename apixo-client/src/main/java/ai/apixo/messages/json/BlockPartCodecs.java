package ai.apixo.messages.json;

import ai.apixo.messages.content.BrowserStateChange;
import ai.apixo.messages.content.BrowserTab;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Caller;
import ai.apixo.messages.content.CitationsConfig;
import ai.apixo.messages.content.ImageTransformations;

/**
 * What blocks have parts of: cache control, caller, tabs. The blocks themselves are in
 * {@link BlockCodecs}.
 */
final class BlockPartCodecs {

	static final Codec<CacheControl> CACHE_CONTROL = new RecordCodec<>(CacheControl::additionalProperties,
			(in) -> new CacheControl(in.string("type"), in.optionalString("ttl"), in.rest()),
			(cacheControl, out) -> out.string("type", cacheControl.type()).string("ttl", cacheControl.ttl()));

	static final Codec<Caller> CALLER = new RecordCodec<>(Caller::additionalProperties,
			(in) -> new Caller(in.string("type"), in.optionalString("tool_id"), in.rest()),
			(caller, out) -> out.string("type", caller.type()).string("tool_id", caller.toolId()));

	static final Codec<CitationsConfig> CITATIONS_CONFIG = new RecordCodec<>(CitationsConfig::additionalProperties,
			(in) -> new CitationsConfig(in.isTrue("enabled"), in.rest()),
			(config, out) -> out.ifTrue("enabled", config.enabled()));

	static final Codec<ImageTransformations> IMAGE_TRANSFORMATIONS = new RecordCodec<>(
			ImageTransformations::additionalProperties,
			(in) -> new ImageTransformations(in.optionalString("oversized_image"), in.rest()),
			(transformations, out) -> out.string("oversized_image", transformations.oversizedImage()));

	static final Codec<BrowserTab> BROWSER_TAB = new RecordCodec<>(BrowserTab::additionalProperties,
			(in) -> new BrowserTab(in.string("tab_id"), in.string("title"), in.string("url"), in.isTrue("active"),
					in.rest()),
			(tab, out) -> out.string("tab_id", tab.tabId())
				.string("title", tab.title())
				.string("url", tab.url())
				.ifTrue("active", tab.active()));

	static final Codec<BrowserStateChange> BROWSER_STATE_CHANGE = new RecordCodec<>(
			BrowserStateChange::additionalProperties,
			(in) -> BrowserStateChange.builder(in.string("type"))
				.tabId(in.optionalString("tab_id"))
				.downloadId(in.optionalString("download_id"))
				.url(in.optionalString("url"))
				.path(in.optionalString("path"))
				.sizeBytes(in.optionalLong("size_bytes"))
				.error(in.optionalString("error"))
				.additionalProperties(in.rest())
				.build(),
			(change, out) -> out.string("type", change.type())
				.string("tab_id", change.tabId())
				.string("download_id", change.downloadId())
				.string("url", change.url())
				.string("path", change.path())
				.number("size_bytes", change.sizeBytes())
				.string("error", change.error()));

	private BlockPartCodecs() {
	}

}
