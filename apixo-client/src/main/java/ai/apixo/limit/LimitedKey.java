package ai.apixo.limit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.scheduler.Scheduler;

/**
 * One key: what it has used, and those who wait for it. Everything that happens to it
 * happens one after the other, by a work counter instead of a lock.
 */
final class LimitedKey {

	private static final Log logger = LogFactory.getLog(LimitedKey.class);

	private static final int FORGOTTEN = -1;

	private final KeyUsage usage;

	private final Scheduler clock;

	private final String replica;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger work = new AtomicInteger();

	private final AtomicInteger users = new AtomicInteger();

	private final Map<Numbers, KeyQueue> queues = new HashMap<>();

	private volatile long idleSince;

	LimitedKey(KeyUsage usage, Scheduler clock, String replica) {
		this.usage = usage;
		this.clock = clock;
		this.replica = replica;
		this.idleSince = now();
	}

	Scheduler clock() {
		return this.clock;
	}

	/**
	 * Return the time in milliseconds. It never goes back.
	 */
	long now() {
		return TimeUnit.NANOSECONDS.toMillis(this.clock.now(TimeUnit.NANOSECONDS));
	}

	String leaseId(long number) {
		return this.replica + ":" + Long.toString(number, Character.MAX_RADIX);
	}

	/**
	 * Keep the key from being forgotten.
	 * @return whether it has not been forgotten yet
	 */
	boolean enter() {
		return this.users.getAndUpdate((count) -> (count == FORGOTTEN) ? count : count + 1) != FORGOTTEN;
	}

	private void leave() {
		this.idleSince = now();
		this.users.decrementAndGet();
	}

	/**
	 * Return whether calls are open or waiting.
	 */
	boolean isInUse() {
		return this.users.get() > 0;
	}

	/**
	 * Forget the key if it was not used for a while.
	 * @param millis how long
	 * @return whether it is forgotten
	 */
	boolean forgetAfter(long millis) {
		return now() - this.idleSince >= millis && this.users.compareAndSet(0, FORGOTTEN);
	}

	/**
	 * Run a task when those before it have been run, at once if there are none.
	 */
	void run(Runnable task) {
		this.tasks.add(task);
		if (this.work.getAndIncrement() != 0) {
			return;
		}
		do {
			Runnable next = this.tasks.poll();
			if (next != null) {
				runSafely(next);
			}
		}
		while (this.work.decrementAndGet() != 0);
	}

	/**
	 * What is thrown must not keep the tasks after it from being run, ever.
	 */
	private static void runSafely(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("The usage of a key could not be recorded; please report it", ex);
		}
	}

	/**
	 * Run a task after a while.
	 */
	void runIn(long millis, Runnable task) {
		this.clock.schedule(() -> run(task), Math.max(0, millis), TimeUnit.MILLISECONDS);
	}

	/**
	 * Return how many calls wait, whatever their numbers.
	 */
	int waiting() {
		int count = 0;
		for (KeyQueue queue : this.queues.values()) {
			count += queue.size();
		}
		return count;
	}

	void join(Turn turn) {
		run(() -> queue(turn).add(turn));
	}

	void abandoned(Turn turn) {
		run(() -> {
			queue(turn).remove(turn);
			leave();
		});
	}

	/**
	 * A call got no turn.
	 */
	void failed() {
		leave();
	}

	private KeyQueue queue(Turn turn) {
		return this.queues.computeIfAbsent(turn.limits().numbers(), (numbers) -> new KeyQueue(this, this.usage));
	}

	void answered(Lease lease, long rest) {
		run(() -> {
			if (lease.afterRefusal()) {
				this.usage.answered(lease);
			}
			if (rest > 0) {
				this.usage.hold(rest);
			}
			roomMade();
		});
	}

	void refused(Lease lease, long advised) {
		run(() -> {
			this.usage.refused(lease, advised);
			roomMade();
		});
	}

	/**
	 * Correct what was booked. Called by a task.
	 */
	void settle(Lease lease, long input, long output) {
		if (input != 0 || output != 0) {
			this.usage.settle(lease, input, output);
			roomMade();
		}
	}

	void release(Lease lease, boolean unsent) {
		run(() -> {
			this.usage.release(lease, unsent);
			roomMade();
			leave();
		});
	}

	/**
	 * Keep open calls from being forgotten.
	 */
	void renew() {
		run(this.usage::renew);
	}

	/**
	 * Let the first of each queue ask, the oldest first.
	 */
	void roomMade() {
		if (this.queues.size() == 1) {
			this.queues.values().forEach(KeyQueue::advance);
			return;
		}
		List<KeyQueue> oldestFirst = this.queues.values()
			.stream()
			.filter((queue) -> queue.size() > 0)
			.sorted(Comparator.comparingLong(KeyQueue::arrival))
			.toList();
		oldestFirst.forEach(KeyQueue::advance);
	}

}
