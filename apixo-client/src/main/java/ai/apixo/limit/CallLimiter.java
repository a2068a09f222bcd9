package ai.apixo.limit;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps what each key has used, and grants calls their turn. Safe for use by many
 * threads. All clients that have the same limiter and the same key at the same gateway
 * share what that key may use.
 *
 * @since 0.1.0
 */
public interface CallLimiter {

	/**
	 * Ask for a turn. Never blocks and never throws; the question has been asked when
	 * this method returns, whether {@link Permit#granted()} is subscribed to or not.
	 * @param request who asks, and for what
	 * @return a handle on the turn, to be {@linkplain Permit#close() closed} in any case
	 */
	Permit acquire(PermitRequest request);

	/**
	 * Return the clock by which calls measure their age and their waits.
	 * @return the clock, default {@link Schedulers#parallel()}
	 */
	default Scheduler clock() {
		return Schedulers.parallel();
	}

	/**
	 * Create a limiter that keeps what is used in the memory of this process.
	 * @return the limiter
	 */
	static CallLimiter inMemory() {
		return inMemory(Schedulers.parallel());
	}

	/**
	 * Create a limiter that keeps what is used in the memory of this process.
	 * @param clock gives the time and the timers, and runs what follows when a call that
	 * waited gets its turn: for tests a {@code VirtualTimeScheduler}
	 * @return the limiter
	 */
	static CallLimiter inMemory(Scheduler clock) {
		return new MemoryCallLimiter(clock);
	}

}
