package ai.apixo.tool;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.BrowserStateBlock;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.ContainerUploadBlock;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.SearchResultBlock;
import ai.apixo.messages.content.ServerToolResultBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolReferenceBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;

/**
 * The breakpoint of the prompt cache on one block.
 */
final class CacheMark {

	private CacheMark() {
	}

	/**
	 * Return whether a block of a user turn can carry a breakpoint. An empty text cannot.
	 */
	static boolean canBeOn(ContentBlock block) {
		if (block instanceof TextBlock text) {
			return !text.text().isBlank();
		}
		return block instanceof ToolResultBlock || block instanceof ImageBlock || block instanceof DocumentBlock
				|| block instanceof SearchResultBlock;
	}

	static ContentBlock on(ContentBlock block, CacheControl cacheControl) {
		if (block instanceof TextBlock text) {
			return text.withCacheControl(cacheControl);
		}
		if (block instanceof ToolResultBlock result) {
			return result.withCacheControl(cacheControl);
		}
		if (block instanceof ImageBlock image) {
			return image.withCacheControl(cacheControl);
		}
		if (block instanceof DocumentBlock document) {
			return document.withCacheControl(cacheControl);
		}
		return (block instanceof SearchResultBlock found) ? found.withCacheControl(cacheControl) : block;
	}

	static @Nullable CacheControl of(ContentBlock block) {
		if (block instanceof TextBlock text) {
			return text.cacheControl();
		}
		if (block instanceof ToolResultBlock result) {
			return result.cacheControl();
		}
		if (block instanceof ToolUseBlock call) {
			return call.cacheControl();
		}
		if (block instanceof ImageBlock image) {
			return image.cacheControl();
		}
		if (block instanceof DocumentBlock document) {
			return document.cacheControl();
		}
		return ofSeldom(block);
	}

	private static @Nullable CacheControl ofSeldom(ContentBlock block) {
		if (block instanceof SearchResultBlock found) {
			return found.cacheControl();
		}
		if (block instanceof ServerToolUseBlock call) {
			return call.cacheControl();
		}
		if (block instanceof ServerToolResultBlock result) {
			return result.cacheControl();
		}
		if (block instanceof ContainerUploadBlock upload) {
			return upload.cacheControl();
		}
		if (block instanceof ToolReferenceBlock reference) {
			return reference.cacheControl();
		}
		if (block instanceof BrowserStateBlock state) {
			return state.cacheControl();
		}
		return (block instanceof UnknownBlock unknown) ? of(unknown.raw()) : null;
	}

	/**
	 * Return the breakpoint in JSON that this version has no type for.
	 */
	static @Nullable CacheControl of(JsonNode raw) {
		JsonNode mark = raw.path("cache_control");
		return mark.isObject() ? new CacheControl(mark.path("type").asString(""), mark.path("ttl").asString(null))
				: null;
	}

}
