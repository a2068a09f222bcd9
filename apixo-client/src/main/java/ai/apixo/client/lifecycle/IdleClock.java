package ai.apixo.client.lifecycle;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/**
 * Checks the {@linkplain IdleLimit idle limits} of all exchanges with one task, which
 * runs when the first of them may be over. A timer for each would wake another thread
 * several times a call, which costs more than decoding a short response. Nearly all
 * exchanges end in time, and those leave the task as it is.
 *
 * @since 0.1.0
 */
public final class IdleClock {

	private final Set<IdleLimit> open = ConcurrentHashMap.newKeySet();

	private final AtomicReference<@Nullable Check> next = new AtomicReference<>();

	void add(IdleLimit limit) {
		this.open.add(limit);
	}

	void remove(IdleLimit limit) {
		this.open.remove(limit);
	}

	/**
	 * Make sure that there is a check in time.
	 * @param nanos the time in nanoseconds until a limit may be over
	 */
	void checkIn(long nanos) {
		long time = System.nanoTime() + nanos;
		Check current = this.next.get();
		if (current != null && current.time - time <= 0) {
			return;
		}
		Check earlier = new Check(time);
		if (!this.next.compareAndSet(current, earlier)) {
			checkIn(nanos);
			return;
		}
		if (current != null) {
			current.task.dispose();
		}
		earlier.task.update(Schedulers.parallel().schedule(earlier, nanos, TimeUnit.NANOSECONDS));
	}

	/**
	 * Run a task on another thread, so that what a subscriber does with a failure does
	 * not delay others.
	 * @param task the task
	 */
	void run(Runnable task) {
		Schedulers.parallel().schedule(task);
	}

	private void checkAll() {
		long now = System.nanoTime();
		long soonest = IdleLimit.NONE;
		for (IdleLimit limit : this.open) {
			soonest = Math.min(soonest, limit.check(now));
		}
		if (soonest != IdleLimit.NONE) {
			checkIn(soonest);
		}
	}

	private final class Check implements Runnable {

		private final long time;

		private final Disposable.Swap task = Disposables.swap();

		private Check(long time) {
			this.time = time;
		}

		@Override
		public void run() {
			if (IdleClock.this.next.compareAndSet(this, null)) {
				checkAll();
			}
		}

	}

}
