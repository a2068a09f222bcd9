package ai.apixo.client.lifecycle;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import reactor.core.publisher.Mono;

/**
 * Lets the head of a call pass if a Resilience4j {@link CircuitBreaker} permits it, and
 * reports its outcome. In place of Resilience4j's own operator, which gives no signal and
 * keeps its permission if a predicate of the application throws.
 *
 * @param <T> the type of a successful outcome
 * @since 0.1.0
 */
public final class HeadCircuitBreaker<T> {

	private final CircuitBreaker circuitBreaker;

	private final long started;

	private final AtomicBoolean reported = new AtomicBoolean();

	private HeadCircuitBreaker(CircuitBreaker circuitBreaker) {
		this.circuitBreaker = circuitBreaker;
		this.started = circuitBreaker.getCurrentTimestamp();
	}

	/**
	 * Guard a head.
	 * @param head makes an attempt for each subscription
	 * @param circuitBreaker decides
	 * @param <T> the type of a successful outcome
	 * @return the outcome, or {@link CallNotPermittedException}
	 */
	public static <T> Mono<T> of(Mono<T> head, CircuitBreaker circuitBreaker) {
		return Mono
			.defer(() -> circuitBreaker.tryAcquirePermission() ? new HeadCircuitBreaker<T>(circuitBreaker).watch(head)
					: Mono.error(() -> CallNotPermittedException.createCallNotPermittedException(circuitBreaker)));
	}

	private Mono<T> watch(Mono<T> head) {
		return head
			.doOnNext((result) -> report(
					() -> this.circuitBreaker.onResult(elapsed(), this.circuitBreaker.getTimestampUnit(), result)))
			.doOnError((failure) -> report(
					() -> this.circuitBreaker.onError(elapsed(), this.circuitBreaker.getTimestampUnit(), failure)))
			.doOnCancel(() -> report(this.circuitBreaker::releasePermission));
	}

	private void report(Runnable outcome) {
		if (!this.reported.compareAndSet(false, true)) {
			return;
		}
		try {
			ApplicationCode.run(outcome);
		}
		catch (RuntimeException | Error ex) {
			this.circuitBreaker.releasePermission();
			throw ex;
		}
	}

	private long elapsed() {
		return this.circuitBreaker.getCurrentTimestamp() - this.started;
	}

}
