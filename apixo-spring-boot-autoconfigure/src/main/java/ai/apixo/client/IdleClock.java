package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Notices when nothing has come for too long while something was wanted. One task per
 * reply, which compares times when it fires: a timer per event costs more than reading
 * the event. Time in which nothing is wanted does not count.
 */
final class IdleClock {

	private static final long NOT_WAITING = Long.MIN_VALUE;

	private final Scheduler scheduler = Schedulers.parallel();

	private final long limit;

	private final Runnable whenIdle;

	private final Disposable.Swap task = Disposables.swap();

	private volatile long waitingSince = NOT_WAITING;

	IdleClock(Duration limit, Runnable whenIdle) {
		this.limit = limit.toNanos();
		this.whenIdle = whenIdle;
	}

	void start() {
		schedule(this.limit);
	}

	/**
	 * Bytes are wanted from now on.
	 */
	void waiting() {
		this.waitingSince = System.nanoTime();
	}

	/**
	 * Bytes have come.
	 */
	void notWaiting() {
		this.waitingSince = NOT_WAITING;
	}

	void stop() {
		this.task.dispose();
	}

	private void schedule(long delay) {
		Disposable next = this.scheduler.schedule(this::check, delay, TimeUnit.NANOSECONDS);
		this.task.replace(next);
	}

	private void check() {
		long since = this.waitingSince;
		long waited = (since != NOT_WAITING) ? System.nanoTime() - since : 0;
		if (waited >= this.limit) {
			this.whenIdle.run();
		}
		else {
			schedule(this.limit - waited);
		}
	}

}
