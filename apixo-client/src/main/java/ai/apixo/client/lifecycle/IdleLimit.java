package ai.apixo.client.lifecycle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The time limit that an exchange is under at the moment: for the head of its response,
 * for the next bytes, for the bytes that are discarded. Only time spent waiting counts.
 *
 * @since 0.1.0
 */
public final class IdleLimit {

	static final long NONE = Long.MAX_VALUE;

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

	private static final long NOT_WAITING = Long.MIN_VALUE;

	private final IdleClock deadlines;

	private final AtomicReference<@Nullable Limit> limit = new AtomicReference<>();

	private volatile long waitingSince = NOT_WAITING;

	private volatile boolean stopped;

	/**
	 * Create a deadline without a limit.
	 * @param deadlines the clock that checks it
	 */
	public IdleLimit(IdleClock deadlines) {
		this.deadlines = deadlines;
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
		this.deadlines.add(this);
		waiting();
		long nanos = nanos(duration);
		this.limit.set(new Limit(nanos, whenOver, confirmation, new AtomicBoolean()));
		if (this.stopped) {
			stop();
		}
		else {
			this.deadlines.checkIn(nanos);
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
		this.deadlines.remove(this);
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
			this.deadlines.run(() -> current.confirmation().accept(() -> confirm(current, since)));
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
			this.deadlines.checkIn(0);
		}
		else if (this.limit.compareAndSet(current, null)) {
			this.deadlines.run(current.whenOver());
		}
	}

	private record Limit(long nanos, Runnable whenOver, Consumer<Runnable> confirmation, AtomicBoolean confirming) {

	}

}
