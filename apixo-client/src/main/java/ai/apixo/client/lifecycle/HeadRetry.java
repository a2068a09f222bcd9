package ai.apixo.client.lifecycle;

import java.time.Duration;
import java.util.function.BiConsumer;

import io.github.resilience4j.retry.Retry;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;

/**
 * The boundary of retries. What is retried, as a Resilience4j {@link Retry} decides, is
 * the head of one call: a {@code Mono} that ends with the first event of a stream or with
 * a whole message. Whatever follows is subscribed to further downstream, where no setting
 * can cause a second request, so nothing that has been delivered is asked for again.
 *
 * <p>
 * In place of Resilience4j's own operator, which does not say for which call it waits,
 * nor for how long.
 *
 * @param <T> what a successful attempt gives
 * @since 0.1.0
 */
public final class HeadRetry<T> {

	private static final long NO_RETRY = -1;

	private final Retry.AsyncContext<T> context;

	private final BiConsumer<Throwable, Duration> beforeWait;

	private HeadRetry(Retry.AsyncContext<T> context, BiConsumer<Throwable, Duration> beforeWait) {
		this.context = context;
		this.beforeWait = beforeWait;
	}

	/**
	 * Retry a head.
	 * @param head makes an attempt for each subscription
	 * @param retry decides
	 * @param beforeWait is told why and for how long the next attempt is waited for
	 * @param <T> the type of a successful outcome
	 * @return the outcome of the last attempt
	 */
	public static <T> Mono<T> of(Mono<T> head, Retry retry, BiConsumer<Throwable, Duration> beforeWait) {
		return Mono.defer(() -> new HeadRetry<T>(retry.asyncContext(), beforeWait).applyTo(head));
	}

	private Mono<T> applyTo(Mono<T> head) {
		return head.doOnNext(this::judge)
			.retryWhen(reactor.util.retry.Retry.withThrowable((failures) -> failures.flatMap(this::await)))
			.doOnSuccess((result) -> ApplicationCode.run(this.context::onComplete));
	}

	private void judge(T result) {
		long wait = ApplicationCode.call(() -> this.context.onResult(result));
		if (wait != NO_RETRY) {
			throw new UnwantedResultException(wait);
		}
	}

	private Mono<Long> await(Throwable failure) {
		long wait;
		if (failure instanceof UnwantedResultException unwanted) {
			wait = unwanted.wait;
		}
		else {
			wait = (failure instanceof Error || gotNoTurn(failure)) ? NO_RETRY
					: ApplicationCode.call(() -> this.context.onError(failure));
		}
		if (wait == NO_RETRY) {
			return Mono.error(failure);
		}
		Duration duration = Duration.ofMillis(wait);
		this.beforeWait.accept(failure, duration);
		return Mono.delay(duration);
	}

	/**
	 * Whoever has waited in vain would only stand in the queue again, whatever a user's
	 * retry says (LIMIT-12).
	 */
	private static boolean gotNoTurn(Throwable failure) {
		return failure instanceof ApixoLimitException limit
				&& (limit.limit() == ApixoLimit.MAX_WAIT || limit.limit() == ApixoLimit.QUEUE_CAPACITY);
	}

	/**
	 * The retry was set up to judge results, and wants another one.
	 */
	private static final class UnwantedResultException extends RuntimeException {

		private final long wait;

		private UnwantedResultException(long wait) {
			super("The retry is configured to refuse this result", null, false, false);
			this.wait = wait;
		}

	}

}
