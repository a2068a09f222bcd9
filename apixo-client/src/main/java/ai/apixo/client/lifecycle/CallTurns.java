package ai.apixo.client.lifecycle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.limit.Permit;
import ai.apixo.limit.PermitRequest;
import ai.apixo.limit.TokenEstimate;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;

/**
 * The turns of one call under the limits of its key: one for each request that it sends,
 * with at most one open at a time.
 *
 * @since 0.1.0
 */
public final class CallTurns {

	private static final Usage NOTHING = new Usage(0L, 0L);

	private final CallLimiting limiting;

	private final AtomicInteger waitingCalls;

	private final Supplier<@Nullable ResponseInfo> response;

	private final Connection connection;

	private final long subscribed;

	private final AtomicLong waited = new AtomicLong();

	private volatile @Nullable Held held;

	private volatile boolean closed;

	/**
	 * Begin with the subscription of a call.
	 * @param limiting how it is limited
	 * @param waitingCalls counts the calls that wait
	 * @param response the response to the current request, if one has begun
	 * @param connection the connection of the current request
	 */
	public CallTurns(CallLimiting limiting, AtomicInteger waitingCalls, Supplier<@Nullable ResponseInfo> response,
			Connection connection) {
		this.limiting = limiting;
		this.waitingCalls = waitingCalls;
		this.response = response;
		this.connection = connection;
		this.subscribed = now();
	}

	private long now() {
		return this.limiting.limiter().clock().now(TimeUnit.NANOSECONDS);
	}

	/**
	 * Send a request when its turn has come.
	 * @param keyId the id of the key
	 * @param request the request
	 * @param bytes the size of its JSON
	 * @param sending sends it, up to the head of its response
	 * @param <T> the type of a successful outcome
	 * @return the outcome; the turn is taken now
	 */
	public <T> Mono<T> inTurn(String keyId, MessagesRequest request, int bytes, Mono<T> sending) {
		Held next = hold(keyId, request, bytes);
		return whenGranted(next.permit(), sending)
			.doOnEach((signal) -> ApplicationCode.run(() -> signaled(next, signal)));
	}

	private void signaled(Held turn, Signal<?> signal) {
		Throwable failure = signal.getThrowable();
		if (failure != null) {
			failed(turn, failure);
		}
		else {
			responded(turn);
		}
	}

	private Held hold(String keyId, MessagesRequest request, int bytes) {
		Held previous = this.held;
		if (previous != null) {
			previous.permit().close();
		}
		PermitRequest permitRequest = permitRequest(keyId, request, bytes);
		Held next = new Held(keyId, ApplicationCode.call(() -> this.limiting.limiter().acquire(permitRequest)));
		this.held = next;
		if (this.closed) {
			next.permit().close();
		}
		return next;
	}

	private PermitRequest permitRequest(String keyId, MessagesRequest request, int bytes) {
		long input = this.limiting.countsInput() ? TokenEstimate.input(request, bytes) : 0;
		long output = this.limiting.countsOutput() ? this.limiting.estimates().output(keyId, request.maxTokens()) : 0;
		Duration rest = this.limiting.limits().maxWait().minusNanos(this.waited.get());
		return new PermitRequest(keyId, this.limiting.limits(), input, output,
				Duration.ofNanos(Math.max(0, now() - this.subscribed)), rest.isNegative() ? Duration.ZERO : rest);
	}

	/**
	 * Only what is not granted at once is a wait: the second source is not subscribed to
	 * otherwise. What has been granted already needs no operators, each of which costs
	 * those below it something, too.
	 */
	private <T> Mono<T> whenGranted(Permit permit, Mono<T> sending) {
		Mono<Void> granted = ApplicationCode.call(permit::granted);
		if (granted == Mono.<Void>empty()) {
			return sending;
		}
		return Mono.firstWithSignal(ApplicationCode.signaling(granted), waiting())
			.onErrorMap(ApixoLimitException.class, this.limiting::withAdvice)
			.then(sending);
	}

	private Mono<Void> waiting() {
		return Mono.defer(() -> {
			this.waitingCalls.incrementAndGet();
			long since = now();
			return Mono.<Void>never().doOnCancel(() -> {
				this.waitingCalls.decrementAndGet();
				this.waited.addAndGet(Math.max(0, now() - since));
			});
		});
	}

	/**
	 * Once is enough: reading the headers is the larger part of what a turn costs.
	 */
	private void responded(Held turn) {
		if (turn.responded().compareAndSet(false, true)) {
			ResponseInfo info = this.response.get();
			turn.permit().answered((info != null) ? info : ResponseInfo.none());
		}
	}

	private void failed(Held turn, Throwable failure) {
		ResponseInfo info = this.response.get();
		try {
			if (isRefusal(failure)) {
				turn.permit().refused(advice(failure));
				turn.permit().used(NOTHING);
			}
			else if (info != null || failure instanceof ApixoApiException) {
				turn.permit().answered((info != null) ? info : ResponseInfo.none());
				turn.permit().used(NOTHING);
			}
		}
		finally {
			this.connection.close();
			end(turn.permit());
		}
	}

	/**
	 * A place is free once the connection is closed. Nothing else has to wait for that.
	 */
	private void end(Permit permit) {
		if (this.limiting.limits().concurrentCalls() != null) {
			this.connection.afterClosing(permit::close);
		}
		else {
			permit.close();
		}
	}

	/**
	 * Return whether the gateway says that the key has exceeded its limits. An overloaded
	 * model says nothing about the key.
	 */
	private static boolean isRefusal(Throwable failure) {
		return failure instanceof ApixoApiException api && api.isRateLimited();
	}

	private static @Nullable Duration advice(Throwable failure) {
		return (failure instanceof ApixoApiException api) ? api.retryAfter() : null;
	}

	/**
	 * Return whether the usage of responses matters.
	 * @return whether {@link #used} is to be called
	 */
	public boolean countsTokens() {
		return this.limiting.countsInput() || this.limiting.countsOutput();
	}

	/**
	 * Take note of what a response has used.
	 * @param usage the counters; one that is {@code null} is not yet known
	 */
	public void used(Usage usage) {
		Held current = this.held;
		if (current != null) {
			current.permit().used(usage);
			if (usage.outputTokens() != null && this.limiting.countsOutput()) {
				this.limiting.estimates().add(current.keyId(), usage.outputTokens());
			}
		}
	}

	/**
	 * Return how long the call has waited for its turns.
	 * @return the sum of all waits
	 */
	public Duration waited() {
		return Duration.ofNanos(this.waited.get());
	}

	/**
	 * End the current turn once its connection is closed, which has to have begun.
	 * @param failure why a response that had begun failed, or {@code null}
	 */
	public void close(@Nullable Throwable failure) {
		this.closed = true;
		Held current = this.held;
		if (current != null) {
			try {
				if (failure != null && isRefusal(failure)) {
					current.permit().refused(advice(failure));
				}
				else if (this.response.get() != null) {
					responded(current);
				}
			}
			finally {
				end(current.permit());
			}
		}
	}

	/**
	 * The connection of the current request. It is closed before its turn ends: another
	 * call may have the turn from then on (LIMIT-13).
	 */
	public interface Connection {

		/**
		 * Close the connection, at once or soon.
		 */
		void close();

		/**
		 * Run a task once a connection that is being closed is closed.
		 * @param task the task, which is run at once if there is nothing to wait for
		 */
		void afterClosing(Runnable task);

	}

	private record Held(String keyId, Permit permit, AtomicBoolean responded) {

		private Held(String keyId, Permit permit) {
			this(keyId, permit, new AtomicBoolean());
		}

	}

}
