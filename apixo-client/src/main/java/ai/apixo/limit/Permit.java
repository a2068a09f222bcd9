package ai.apixo.limit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;

/**
 * The turn of one request: first waited for, then granted, and finally closed. It is a
 * handle from the beginning, so cancelling the wait cannot lose the turn.
 *
 * @since 0.1.0
 */
public interface Permit extends AutoCloseable {

	/**
	 * Wait for the turn.
	 * @return completes when the request may be sent, which may be immediately, or fails
	 * with {@link ai.apixo.client.error.ApixoLimitException} when the wait is over; does
	 * neither after {@link #close()}
	 */
	Mono<Void> granted();

	/**
	 * Report that the head of a response has arrived and does not refuse the key.
	 * @param response the information from its headers
	 */
	void answered(ResponseInfo response);

	/**
	 * Report that the gateway refused the request because the key has exceeded its
	 * limits. All calls of the key pause for a while.
	 * @param retryAfter the wait that the gateway asked for, or {@code null} if it did
	 * not
	 */
	void refused(@Nullable Duration retryAfter);

	/**
	 * Report the actual usage of the request, which replaces the estimate.
	 * @param usage the counters; for one that is {@code null}, the estimate remains
	 */
	void used(Usage usage);

	/**
	 * End the turn, whether it is waited for or granted. A request without a response,
	 * for which neither {@link #answered} nor {@link #refused} was called, counts as not
	 * sent. May be called at any time, by any thread and more than once.
	 */
	@Override
	void close();

}
