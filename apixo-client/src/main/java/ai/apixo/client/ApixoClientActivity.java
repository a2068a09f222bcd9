package ai.apixo.client;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What a client has been doing: open calls, and when the gateway last proved to work or
 * to fail. Kept for health and shared by clients made with
 * {@link ApixoMessagesClient#mutate()}.
 *
 * @since 0.1.0
 */
public final class ApixoClientActivity {

	private final AtomicInteger openCalls = new AtomicInteger();

	private final AtomicInteger waitingCalls = new AtomicInteger();

	private volatile @Nullable Instant lastSuccess;

	private volatile @Nullable Instant lastFailure;

	private volatile @Nullable Throwable lastError;

	private final Supplier<Set<String>> coolingModels;

	ApixoClientActivity() {
		this(Set::of);
	}

	ApixoClientActivity(Supplier<Set<String>> coolingModels) {
		this.coolingModels = coolingModels;
	}

	/**
	 * How many calls are open at this moment.
	 * @return the number of subscriptions without a last signal
	 */
	public int openCalls() {
		return this.openCalls.get();
	}

	/**
	 * How many of the open calls wait for their turn under the limits of their key.
	 * @return the number of calls; 0 without limits
	 */
	public int waitingCalls() {
		return this.waitingCalls.get();
	}

	/**
	 * Which models are passed over at this moment because they failed, at the gateway of
	 * the first of the clients that share this activity.
	 * @return the models, in alphabetical order; none without a {@link ModelFallback}
	 */
	public Set<String> coolingModels() {
		return this.coolingModels.get();
	}

	/**
	 * When a call last ended with a complete response.
	 * @return the time, or {@code null} if none has yet
	 */
	public @Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	/**
	 * When a call last failed. Cancelled calls count neither as success nor as failure.
	 * @return the time, or {@code null} if none has yet
	 */
	public @Nullable Instant lastFailure() {
		return this.lastFailure;
	}

	/**
	 * Why a call last failed.
	 * @return the failure, or {@code null} if there was none yet
	 */
	public @Nullable Throwable lastError() {
		return this.lastError;
	}

	AtomicInteger waiting() {
		return this.waitingCalls;
	}

	void opened() {
		this.openCalls.incrementAndGet();
	}

	void closed() {
		this.openCalls.decrementAndGet();
	}

	void succeeded() {
		this.lastSuccess = Instant.now();
	}

	void failed(Throwable error) {
		this.lastError = error;
		this.lastFailure = Instant.now();
	}

}
