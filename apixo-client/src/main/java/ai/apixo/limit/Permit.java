package ai.apixo.limit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;

/**
 * The turn of one request: first waited for, then granted, in the end closed. It is a
 * handle from the first moment on, so that cancelling the wait cannot lose it.
 *
 * @since 0.1.0
 */
public interface Permit extends AutoCloseable {

	/**
	 * Wait for the turn.
	 * @return completes when the request may be sent, at once if it already may, or fails
	 * with {@link ai.apixo.client.error.ApixoLimitException} when the wait is over; it
	 * does neither after {@link #close()}
	 */
	Mono<Void> granted();

	/**
	 * Report that the head of a response has arrived which is no refusal of the key.
	 * @param response what its headers say
	 */
	void answered(ResponseInfo response);

	/**
	 * Report that the gateway refused the request because the key has used too much. All
	 * calls of the key rest for a while.
	 * @param retryAfter how long the gateway asked to wait, or {@code null} if it did not
	 */
	void refused(@Nullable Duration retryAfter);

	/**
	 * Report what the request has used, in place of what was estimated.
	 * @param usage the counters; one that is {@code null} keeps its estimate
	 */
	void used(Usage usage);

	/**
	 * End the turn, waited for or granted. A request that got no response, so neither
	 * {@link #answered} nor {@link #refused}, counts as not sent. May be called at any
	 * time, by any thread and more than once.
	 */
	@Override
	void close();

}
