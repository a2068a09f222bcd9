package ai.apixo.client.lifecycle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * How long an exchange may hear nothing from the gateway: before the head of its
 * response, between bytes that are wanted, before the end of a body that is discarded.
 * Only time spent waiting counts, so a subscriber that asks for nothing is no silence.
 *
 * @since 0.1.0
 */
public final class IdleLimit {

	static final long NONE = Long.MAX_VALUE;

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

	private static final long NOT_WAITING = Long.MIN_VALUE;

	private final IdleClock clock;

	private final AtomicReference<@Nullable Limit> limit = new AtomicReference<>();

	private volatile long waitingSince = NOT_WAITING;

	private volatile boolean stopped;

	/**
	 * Create a limit of no duration yet.
	 * @param clock the clock that checks it
	 */
	public IdleLimit(IdleClock clock) {
		this.clock = clock;
	}

	/**
	 * Set a limit in place of the current one. Its time runs from now.
	 * @param duration the maximum time to wait
	 * @param whenOver run on another thread when the limit is over
	 */
	public void start(Duration duration, Runnable whenOver) {
		start(duration, whenOver, Runnable::run);
	}

	/**
	 * Set a limit in place of the current one. Its time runs from now.
	 * @param duration the maximum time to wait
	 * @param whenOver run on another thread when the limit is over
	 * @param confirmation runs a last check once everything that has come has been read
	 */
	public void start(Duration duration, Runnable whenOver, Consumer<Runnable> confirmation) {
		this.clock.add(this);
		waiting();
		long nanos = nanos(duration);
		this.limit.set(new Limit(nanos, whenOver, confirmation, new AtomicBoolean()));
		if (this.stopped) {
			stop();
		}
		else {
			this.clock.checkIn(nanos);
		}
	}

	/**
	 * Return the nanoseconds of a duration, up to half of what fits into a {@code long},
	 * so that adding a time to them does not overflow. A limit of centuries is no limit.
	 */
	private static long nanos(Duration duration) {
		return (duration.compareTo(LONGEST) < 0) ? duration.toNanos() : LONGEST.toNanos();
	}

	/**
	 * Start waiting.
	 */
	public void waiting() {
		this.waitingSince = System.nanoTime();
	}

	/**
	 * Stop waiting because what was waited for has come.
	 */
	public void notWaiting() {
		this.waitingSince = NOT_WAITING;
	}

	/**
	 * Remove the limit. No other can be set from now on.
	 */
	public void stop() {
		this.stopped = true;
		this.limit.set(null);
		this.clock.remove(this);
	}

	/**
	 * Check whether the limit is over.
	 * @param now the current time
	 * @return the time in nanoseconds until it may be, or {@link #NONE}
	 */
	long check(long now) {
		Limit current = this.limit.get();
		if (current == null) {
			return NONE;
		}
		long since = this.waitingSince;
		long remaining = (since != NOT_WAITING) ? since + current.nanos() - now : current.nanos();
		if (remaining > 0) {
			return remaining;
		}
		if (current.confirming().compareAndSet(false, true)) {
			this.clock.run(() -> current.confirmation().accept(() -> confirm(current, since)));
		}
		return NONE;
	}

	/**
	 * End the limit if it is over indeed. A process that stood still finds the time over
	 * before it has read what came meanwhile.
	 */
	private void confirm(Limit current, long since) {
		current.confirming().set(false);
		if (this.waitingSince != since) {
			this.clock.checkIn(0);
		}
		else if (this.limit.compareAndSet(current, null)) {
			this.clock.run(current.whenOver());
		}
	}

	private record Limit(long nanos, Runnable whenOver, Consumer<Runnable> confirmation, AtomicBoolean confirming) {

	}

}
