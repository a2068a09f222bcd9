package ai.apixo.limit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoLimitException;

/**
 * Somebody who asks for a turn, and what came of it.
 */
final class TurnTaker {

	private final Permit permit;

	private volatile boolean granted;

	private volatile @Nullable Throwable failure;

	private volatile @Nullable Thread thread;

	private TurnTaker(Permit permit) {
		this.permit = permit;
		permit.granted().subscribe((nothing) -> {
		}, (failed) -> this.failure = failed, () -> {
			this.thread = Thread.currentThread();
			this.granted = true;
		});
	}

	static TurnTaker of(CallLimiter limiter, PermitRequest request) {
		return new TurnTaker(limiter.acquire(request));
	}

	static TurnTaker of(CallLimiter limiter, CallLimits limits) {
		return of(limiter, request(limits));
	}

	static PermitRequest request(CallLimits limits) {
		return request("key", limits);
	}

	static PermitRequest request(String keyId, CallLimits limits) {
		return new PermitRequest(keyId, limits, 0, 0, Duration.ZERO, limits.maxWait());
	}

	static PermitRequest aged(CallLimits limits, Duration age) {
		return new PermitRequest("key", limits, 0, 0, age, limits.maxWait());
	}

	static PermitRequest tokens(CallLimits limits, long input, long output) {
		return new PermitRequest("key", limits, input, output, Duration.ZERO, limits.maxWait());
	}

	Permit permit() {
		return this.permit;
	}

	boolean isGranted() {
		return this.granted;
	}

	boolean isWaiting() {
		return !this.granted && this.failure == null;
	}

	@Nullable Thread thread() {
		return this.thread;
	}

	ApixoLimitException failure() {
		Throwable failed = this.failure;
		if (failed instanceof ApixoLimitException limit) {
			return limit;
		}
		throw new AssertionError("failed with " + failed);
	}

	/**
	 * Get a good response and end.
	 */
	void succeed() {
		this.permit.answered(ai.apixo.messages.ResponseInfo.none());
		this.permit.close();
	}

	/**
	 * Be refused and end.
	 */
	void refused(@Nullable Duration advice) {
		this.permit.refused(advice);
		this.permit.close();
	}

}
