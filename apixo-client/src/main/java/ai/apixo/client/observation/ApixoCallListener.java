package ai.apixo.client.observation;

import java.time.Duration;

/**
 * Is told what the calls of a client do: of each wait for another attempt, and once of
 * the end. Added to a client's builder, also by {@code mutate()} for a single call.
 *
 * <p>
 * Methods are called on the threads that signal, and must not block. What they throw is
 * logged and changes nothing about the call.
 *
 * @since 0.1.0
 */
public interface ApixoCallListener {

	/**
	 * Hear that an attempt has failed and that another one follows.
	 * @param attempt the number of the attempt that failed, from 1
	 * @param wait the time until the next attempt
	 * @param failure why the attempt failed
	 */
	default void onRetry(int attempt, Duration wait, Throwable failure) {
	}

	/**
	 * Hear that the call has ended, before its subscriber does.
	 * @param summary what the call did
	 */
	default void onEnd(ApixoCallSummary summary) {
	}

}
