package ai.apixo.tool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.client.lifecycle.CountableDuration;

/**
 * Ends a run when its time is over (TOOL-32): cancels what goes on and then signals the
 * failure, never while an event is being delivered. {@code takeUntilOther} would signal
 * it without the cancel.
 */
final class RunDeadline implements CoreSubscriber<ToolRunEvent>, Subscription {

	private static final int OVER = Integer.MIN_VALUE;

	private final CoreSubscriber<? super ToolRunEvent> actual;

	private final ApixoTimeoutException failure;

	/** How many deliveries go on, one in another, from {@code OVER} on after the end. */
	private final AtomicInteger deliveries = new AtomicInteger();

	private Subscription source = Operators.emptySubscription();

	private @Nullable Disposable timer;

	private volatile boolean expired;

	private RunDeadline(CoreSubscriber<? super ToolRunEvent> actual, ApixoTimeoutException failure) {
		this.actual = actual;
		this.failure = failure;
	}

	static Flux<ToolRunEvent> of(Flux<ToolRunEvent> events, RunLimits limits) {
		Duration timeout = limits.timeout();
		if (timeout == null) {
			return events;
		}
		return events.transform(Operators.<ToolRunEvent, ToolRunEvent>lift(
				(source, actual) -> new RunDeadline(actual, limits.timeoutFailure(timeout))));
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription source) {
		this.source = source;
		this.deliveries.incrementAndGet();
		this.timer = Schedulers.parallel()
			.schedule(this::expire, CountableDuration.of(this.failure.timeout()).toNanos(), TimeUnit.NANOSECONDS);
		this.actual.onSubscribe(this);
		delivered();
	}

	private void expire() {
		int before = end();
		if (before >= 0) {
			this.expired = true;
			this.source.cancel();
			if (this.deliveries.get() == OVER) {
				signal();
			}
		}
	}

	private int end() {
		return this.deliveries.getAndUpdate((count) -> (count >= 0) ? count + OVER : count);
	}

	private void signal() {
		if (this.deliveries.compareAndSet(OVER, OVER / 2)) {
			this.actual.onError(this.failure);
		}
	}

	@Override
	public void onNext(ToolRunEvent event) {
		if (this.deliveries.getAndIncrement() >= 0) {
			this.actual.onNext(event);
		}
		delivered();
	}

	private void delivered() {
		if (this.deliveries.decrementAndGet() == OVER && this.expired) {
			signal();
		}
	}

	@Override
	public void onError(Throwable failure) {
		if (end() >= 0) {
			dispose();
			this.actual.onError(failure);
		}
	}

	@Override
	public void onComplete() {
		if (end() >= 0) {
			dispose();
			this.actual.onComplete();
		}
	}

	private void dispose() {
		Disposable scheduled = this.timer;
		if (scheduled != null) {
			scheduled.dispose();
		}
	}

	@Override
	public void request(long count) {
		this.source.request(count);
	}

	@Override
	public void cancel() {
		end();
		dispose();
		this.source.cancel();
	}

}
