package ai.apixo.tool;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.SearchResultBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.UnknownTool;

/**
 * The breakpoints of the prompt cache that a request has itself, in the order in which
 * the cache meets them: tools, system, conversation.
 */
final class OwnBreakpoints {

	private static final int AHEAD_OF_CONVERSATION = -1;

	private final List<Breakpoint> found = new ArrayList<>();

	private OwnBreakpoints(MessagesRequest request) {
		for (Tool tool : request.tools()) {
			add(AHEAD_OF_CONVERSATION, of(tool));
		}
		if (request.system() != null) {
			addAll(AHEAD_OF_CONVERSATION, request.system().blocks());
		}
		for (int turn = 0; turn < request.messages().size(); turn++) {
			addAll(turn, request.messages().get(turn).content().blocks());
		}
	}

	static int count(MessagesRequest request) {
		return new OwnBreakpoints(request).found.size();
	}

	/**
	 * Return the breakpoint that can be added to a turn: one that lives longer must not
	 * follow one that does not.
	 * @param wanted the breakpoint
	 * @param request the request
	 * @param turn the place of the turn
	 * @return the breakpoint, {@code null} if there can be none
	 */
	static @Nullable CacheControl fit(CacheControl wanted, MessagesRequest request, int turn) {
		CacheControl fitting = wanted;
		for (Breakpoint own : new OwnBreakpoints(request).found) {
			if (own.turn() <= turn && isLong(fitting) && !isLong(own.cacheControl())) {
				fitting = new CacheControl(wanted.type(), CacheControl.TTL_5M, wanted.additionalProperties());
			}
			if (own.turn() > turn && isLong(own.cacheControl()) && !isLong(fitting)) {
				return null;
			}
		}
		return fitting;
	}

	private static boolean isLong(CacheControl cacheControl) {
		return CacheControl.TTL_1H.equals(cacheControl.ttl());
	}

	private static @Nullable CacheControl of(Tool tool) {
		if (tool instanceof CustomTool custom) {
			return custom.cacheControl();
		}
		if (tool instanceof ServerTool server) {
			return server.cacheControl();
		}
		return (tool instanceof UnknownTool unknown) ? CacheMark.of(unknown.raw()) : null;
	}

	private void addAll(int turn, List<ContentBlock> blocks) {
		for (ContentBlock block : blocks) {
			add(turn, CacheMark.of(block));
			if (block instanceof ToolResultBlock result) {
				Content content = result.content();
				addAll(turn, (content != null) ? content.blocks() : List.of());
			}
			else if (block instanceof SearchResultBlock searched) {
				addAll(turn, searched.content());
			}
		}
	}

	private void add(int turn, @Nullable CacheControl cacheControl) {
		if (cacheControl != null) {
			this.found.add(new Breakpoint(turn, cacheControl));
		}
	}

	private record Breakpoint(int turn, CacheControl cacheControl) {
	}

}
