package ai.apixo.limit;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Tracks the usage of each key and grants calls their turn. Thread-safe. All clients with
 * the same limiter and the same key at the same gateway share the limits of that key.
 *
 * @since 0.1.0
 */
public interface CallLimiter {

	/**
	 * Request a turn. Never blocks and never throws. The turn has been requested when
	 * this method returns, whether {@link Permit#granted()} is subscribed to or not.
	 * @param request the request
	 * @return a handle on the turn, which must be {@linkplain Permit#close() closed} in
	 * any case
	 */
	Permit acquire(PermitRequest request);

	/**
	 * Return the clock with which calls measure their age and their waits.
	 * @return the clock, default {@link Schedulers#parallel()}
	 */
	default Scheduler clock() {
		return Schedulers.parallel();
	}

	/**
	 * Create a limiter that tracks usage in the memory of this process.
	 * @return the limiter
	 */
	static CallLimiter inMemory() {
		return inMemory(Schedulers.parallel());
	}

	/**
	 * Create a limiter that tracks usage in the memory of this process.
	 * @param clock provides the time and the timers, and continues calls that waited for
	 * their turn; use a {@code VirtualTimeScheduler} in tests
	 * @return the limiter
	 */
	static CallLimiter inMemory(Scheduler clock) {
		return new MemoryCallLimiter(clock);
	}

}
