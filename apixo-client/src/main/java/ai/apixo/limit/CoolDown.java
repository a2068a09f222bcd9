package ai.apixo.limit;

import org.jspecify.annotations.Nullable;

/**
 * How long a key rests after a refusal, and the one request that finds out whether it may
 * be used again (LIMIT-19 to LIMIT-21).
 */
final class CoolDown {

	static final long LONGEST = 60_000;

	private static final long FIRST = 1000;

	private static final int MAX_DOUBLINGS = 6;

	private static final long TRIAL = 5000;

	private long until;

	private long since;

	private int refusals;

	private @Nullable String trial;

	private long trialSince;

	/**
	 * Return the rest of the time, 0 if it is over.
	 */
	long rest(long now) {
		return isActive() ? Math.max(0, this.until - now) : 0;
	}

	/**
	 * Return whether the last response was a refusal, as far as is known.
	 */
	boolean isActive() {
		return this.refusals > 0;
	}

	/**
	 * Return how long another request may be on trial.
	 * @return the time in milliseconds, 0 if none is in the way
	 */
	long trialRest(long now) {
		return (isActive() && this.trial != null) ? Math.max(0, this.trialSince + TRIAL - now) : 0;
	}

	void granted(String lease, long now) {
		if (isActive() && this.trial == null) {
			this.trial = lease;
			this.trialSince = now;
		}
	}

	/**
	 * Begin a cool-down, unless the request was granted before the current one began.
	 * @param granted when the request was granted
	 * @param advised what the gateway asked for in milliseconds, or 0
	 * @param now the time
	 * @return whether another cool-down has begun
	 */
	boolean refused(long granted, long advised, long now) {
		long length = Math.min(LONGEST, advised);
		if (isActive() && granted <= this.since) {
			if (length > 0) {
				this.until = Math.max(this.until, now + length);
			}
			return false;
		}
		this.refusals++;
		if (length <= 0) {
			length = Math.min(LONGEST, FIRST << Math.min(this.refusals - 1, MAX_DOUBLINGS));
		}
		this.since = now;
		this.until = now + length;
		this.trial = null;
		return true;
	}

	/**
	 * End the cool-down if the request was granted after it.
	 * @return whether it has ended
	 */
	boolean answered(long granted) {
		if (!isActive() || granted <= this.since) {
			return false;
		}
		forget();
		return true;
	}

	void forget() {
		this.refusals = 0;
		this.trial = null;
	}

	/**
	 * Let the next request try if this one was on trial and got no response.
	 */
	void released(String lease) {
		if (lease.equals(this.trial)) {
			this.trial = null;
		}
	}

}
