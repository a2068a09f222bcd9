package ai.apixo.relay;

import java.time.Duration;

/**
 * How long an owner that does not renew counts as alive. A renewal may be a tick old when
 * Redis goes away, so a lease in Redis lasts a tick longer: an outage that is shorter
 * than the lease ends nothing.
 *
 * @param time the time after which a replica that has not renewed its runs is considered
 * dead
 */
record RedisLease(Duration time) {

	private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

	private static final int TICKS = 4;

	/**
	 * Return how often leases are renewed and watched runs are looked at.
	 * @return the time between two ticks
	 */
	Duration tick() {
		Duration part = this.time.dividedBy(TICKS);
		return (part.compareTo(LONGEST_TICK) < 0) ? part : LONGEST_TICK;
	}

	/**
	 * Return how long a renewal lasts.
	 * @return the time from when it was sent
	 */
	Duration expiry() {
		return this.time.plus(tick());
	}

}
