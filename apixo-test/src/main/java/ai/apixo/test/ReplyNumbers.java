package ai.apixo.test;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what the gateway names itself: {@code msg_1}, {@code toolu_1} and so on.
 */
final class ReplyNumbers {

	private final AtomicInteger messages = new AtomicInteger();

	private final AtomicInteger toolUses = new AtomicInteger();

	String nextMessage() {
		return "msg_" + this.messages.incrementAndGet();
	}

	String nextToolUse() {
		return "toolu_" + this.toolUses.incrementAndGet();
	}

}
