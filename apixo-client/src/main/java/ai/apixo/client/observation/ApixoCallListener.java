package ai.apixo.client.observation;

import java.time.Duration;

/**
 * Notified of what the calls of a client do: of each wait for another attempt, and once
 * of the end. Add it to the builder of a client, or with {@code mutate()} for a single
 * call.
 *
 * <p>
 * Methods are called on the threads that signal, and must not block. Exceptions are
 * logged and do not affect the call.
 *
 * @since 0.1.0
 */
public interface ApixoCallListener {

	/**
	 * Called when an attempt has failed and another one follows.
	 * @param attempt the number of the attempt that failed, from 1
	 * @param wait the time until the next attempt
	 * @param failure why the attempt failed
	 */
	default void onRetry(int attempt, Duration wait, Throwable failure) {
	}

	/**
	 * Called when the call has ended, before its subscriber is notified.
	 * @param summary the summary of the call
	 */
	default void onEnd(ApixoCallSummary summary) {
	}

}
