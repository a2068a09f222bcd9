package ai.apixo.messages;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.BrowserStateBlock;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.ContainerUploadBlock;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ContentSource;
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
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.UnknownTool;

/**
 * Puts breakpoints of the prompt cache into a request that has none: behind the system
 * prompt, else behind the last custom tool, and at the tail of the conversation.
 */
final class PromptCaching {

	private static final String CACHE_CONTROL = "cache_control";

	private PromptCaching() {
	}

	static MessagesRequest add(MessagesRequest request, CacheControl breakpoint) {
		if (hasBreakpoint(request)) {
			return request;
		}
		MessagesRequest.Builder cached = request.toBuilder().cacheControl(breakpoint);
		Content system = withBreakpoint(request.system(), breakpoint);
		if (system != null) {
			cached.systemContent(system);
		}
		else {
			cached.tools(withBreakpoint(request.tools(), breakpoint));
		}
		return cached.build();
	}

	/**
	 * The API refuses a breakpoint on an empty text.
	 */
	private static @Nullable Content withBreakpoint(@Nullable Content system, CacheControl breakpoint) {
		List<ContentBlock> blocks = new ArrayList<>((system != null) ? system.blocks() : List.of());
		for (int index = blocks.size() - 1; index >= 0; index--) {
			if (blocks.get(index) instanceof TextBlock text && !text.text().isBlank()) {
				blocks.set(index, text.withCacheControl(breakpoint));
				return Content.of(blocks);
			}
		}
		return null;
	}

	private static List<Tool> withBreakpoint(List<Tool> tools, CacheControl breakpoint) {
		List<Tool> cached = new ArrayList<>(tools);
		for (int index = cached.size() - 1; index >= 0; index--) {
			if (cached.get(index) instanceof CustomTool custom) {
				cached.set(index, custom.toBuilder().cacheControl(breakpoint).build());
				break;
			}
		}
		return cached;
	}

	private static boolean hasBreakpoint(MessagesRequest request) {
		return request.cacheControl() != null || request.additionalProperties().containsKey(CACHE_CONTROL)
				|| hasBreakpoint(request.system()) || request.tools().stream().anyMatch(PromptCaching::hasBreakpoint)
				|| request.messages().stream().anyMatch((message) -> hasBreakpoint(message.content()));
	}

	private static boolean hasBreakpoint(Tool tool) {
		if (tool instanceof CustomTool custom) {
			return custom.cacheControl() != null || custom.additionalProperties().containsKey(CACHE_CONTROL);
		}
		if (tool instanceof ServerTool server) {
			return server.cacheControl() != null || server.additionalProperties().containsKey(CACHE_CONTROL);
		}
		return tool instanceof UnknownTool unknown && unknown.raw().hasNonNull(CACHE_CONTROL);
	}

	private static boolean hasBreakpoint(@Nullable Content content) {
		return content != null && content.blocks().stream().anyMatch(PromptCaching::hasBreakpoint);
	}

	private static boolean hasBreakpoint(ContentBlock block) {
		if (block instanceof UnknownBlock unknown) {
			return isAnywhere(unknown.raw());
		}
		return cacheControl(block) != null || hasBreakpoint(inner(block));
	}

	private static boolean isAnywhere(JsonNode raw) {
		return raw.findValue(CACHE_CONTROL) != null;
	}

	private static @Nullable Content inner(ContentBlock block) {
		if (block instanceof ToolResultBlock result) {
			return result.content();
		}
		return (block instanceof DocumentBlock document && document.source() instanceof ContentSource source)
				? source.content() : null;
	}

	private static @Nullable CacheControl cacheControl(ContentBlock block) {
		if (block instanceof TextBlock text) {
			return text.cacheControl();
		}
		if (block instanceof ImageBlock image) {
			return image.cacheControl();
		}
		if (block instanceof DocumentBlock document) {
			return document.cacheControl();
		}
		if (block instanceof SearchResultBlock search) {
			return search.cacheControl();
		}
		if (block instanceof ToolUseBlock use) {
			return use.cacheControl();
		}
		if (block instanceof ToolResultBlock result) {
			return result.cacheControl();
		}
		if (block instanceof ServerToolUseBlock use) {
			return use.cacheControl();
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
		return (block instanceof BrowserStateBlock state) ? state.cacheControl() : null;
	}

}
