package ai.apixo.limit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;

/**
 * Says why a call got no turn. What to raise is called differently by everybody, so that
 * is added by whoever knows.
 */
final class LimitFailures {

	private LimitFailures() {
	}

	/**
	 * The call has waited too long, or would.
	 * @param limits what it was judged by
	 * @param known what is in the way
	 * @param rest how long that stays in the way, in milliseconds, or 0 if that is not
	 * known
	 * @return the failure
	 */
	static ApixoLimitException waitedTooLong(CallLimits limits, Decision known, long rest) {
		return failure("A call got no turn within " + text(limits.maxWait()) + ": " + inTheWay(limits, known)
				+ ((rest > 0) ? ". The next turn is in " + text(Duration.ofMillis(rest)) + " at the earliest" : ""),
				ApixoLimit.MAX_WAIT, rest);
	}

	/**
	 * There is no place to wait.
	 * @param limits what the call was judged by
	 * @param rest how long the first call waits at least, in milliseconds, or 0 if that
	 * is not known
	 * @return the failure
	 */
	static ApixoLimitException full(CallLimits limits, long rest) {
		return failure("A call found no place in the queue for its turn, which has room for " + limits.queueCapacity()
				+ " waiting calls of a key", ApixoLimit.QUEUE_CAPACITY, rest);
	}

	private static String inTheWay(CallLimits limits, Decision known) {
		return (known.obstacle() == null) ? "other calls were first" : switch (known.obstacle()) {
			case COOL_DOWN -> "the gateway has refused calls of the key, which are paused for a while";
			case EXHAUSTED -> "the gateway has said that the key has nothing left";
			case TRIAL -> "the gateway has refused calls of the key, and one call finds out whether it still does";
			case ORDER -> "older calls of other replicas were first";
			case CONCURRENCY -> used(limits.concurrentCalls(), "concurrent calls");
			case REQUESTS -> used(limits.requestsPerMinute(), "requests per minute");
			case INPUT_TOKENS -> used(limits.inputTokensPerMinute(), "input tokens per minute");
			case OUTPUT_TOKENS -> used(limits.outputTokensPerMinute(), "output tokens per minute");
		};
	}

	private static String used(@Nullable Number number, String of) {
		return "the " + number + " " + of + " of the key are in use";
	}

	private static String text(Duration duration) {
		return (duration.toMillis() % SecondSlots.MILLIS == 0) ? duration.toSeconds() + " s"
				: duration.toMillis() + " ms";
	}

	private static ApixoLimitException failure(String message, ApixoLimit limit, long rest) {
		return new ApixoLimitException(message, limit, null, (rest > 0) ? Duration.ofMillis(rest) : null);
	}

}
