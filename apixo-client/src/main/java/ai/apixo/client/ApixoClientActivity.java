package ai.apixo.client;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The activity of a client: its open calls, and when a call last succeeded or failed.
 * Used for health, and shared by clients created with
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
	 * Return the number of calls that are currently open.
	 * @return the number of subscriptions without a final signal
	 */
	public int openCalls() {
		return this.openCalls.get();
	}

	/**
	 * Return the number of open calls that wait for their turn under the limits of their
	 * key.
	 * @return the number of calls; 0 without limits
	 */
	public int waitingCalls() {
		return this.waitingCalls.get();
	}

	/**
	 * Return the models that are currently skipped because they failed, at the gateway of
	 * the first of the clients that share this activity.
	 * @return the models, in alphabetical order; none without a {@link ModelFallback}
	 */
	public Set<String> coolingModels() {
		return this.coolingModels.get();
	}

	/**
	 * Return when a call last ended with a complete response.
	 * @return the time, or {@code null} if no call has succeeded yet
	 */
	public @Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	/**
	 * Return when a call last failed. Cancelled calls count neither as success nor as
	 * failure.
	 * @return the time, or {@code null} if no call has failed yet
	 */
	public @Nullable Instant lastFailure() {
		return this.lastFailure;
	}

	/**
	 * Return why a call last failed.
	 * @return the failure, or {@code null} if no call has failed yet
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
