package ai.apixo.tool;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Role;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;

/**
 * Puts breakpoints of the prompt cache on the moving tail of a conversation (TOOL-15): on
 * the last user turn, and on the one at which the previous request ended, because the
 * cache looks back 20 blocks only. The conversation itself has none of them, so that they
 * move by being added anew.
 */
final class CacheBreakpoints {

	private static final int MAX_BREAKPOINTS = 4;

	private CacheBreakpoints() {
	}

	/**
	 * Return a request with breakpoints.
	 * @param request the request
	 * @param cacheControl the breakpoint, {@code null} for none
	 * @return the request as it is sent
	 */
	static MessagesRequest addTo(MessagesRequest request, @Nullable CacheControl cacheControl) {
		if (cacheControl == null || request.cacheControl() != null) {
			return request;
		}
		int free = MAX_BREAKPOINTS - OwnBreakpoints.count(request);
		List<InputMessage> turns = new ArrayList<>(request.messages());
		int newest = userTurnBefore(turns, turns.size());
		int previous = userTurnBefore(turns, lastAnswerBefore(turns, newest));
		boolean changed = free > 0 && mark(request, turns, newest, cacheControl);
		changed |= free > (changed ? 1 : 0) && mark(request, turns, previous, cacheControl);
		return changed ? request.toBuilder().messages(turns).build() : request;
	}

	private static int userTurnBefore(List<InputMessage> turns, int end) {
		for (int i = end - 1; i >= 0; i--) {
			if (turns.get(i).role().equals(Role.USER) && lastCarrier(turns.get(i).content()) >= 0) {
				return i;
			}
		}
		return -1;
	}

	private static int lastAnswerBefore(List<InputMessage> turns, int end) {
		for (int i = end - 1; i >= 0; i--) {
			if (turns.get(i).role().equals(Role.ASSISTANT)) {
				return i;
			}
		}
		return 0;
	}

	private static int lastCarrier(Content content) {
		for (int i = content.blocks().size() - 1; i >= 0; i--) {
			if (CacheMark.canBeOn(content.blocks().get(i))) {
				return i;
			}
		}
		return -1;
	}

	private static boolean mark(MessagesRequest request, List<InputMessage> turns, int turn, CacheControl wanted) {
		if (turn < 0) {
			return false;
		}
		InputMessage message = turns.get(turn);
		int place = lastCarrier(message.content());
		List<ContentBlock> blocks = new ArrayList<>(message.content().blocks());
		CacheControl fitting = OwnBreakpoints.fit(wanted, request, turn);
		if (CacheMark.of(blocks.get(place)) != null || fitting == null) {
			return false;
		}
		blocks.set(place, CacheMark.on(blocks.get(place), fitting));
		turns.set(turn, new InputMessage(message.role(), Content.of(blocks), message.additionalProperties()));
		return true;
	}

}
