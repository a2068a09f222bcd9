package ai.apixo.benchmarks;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long deltas have been under way, by the time at which each was sent.
 */
final class Latencies {

	private static final int ONE_OF = 20;

	private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

	private final AtomicLong received = new AtomicLong();

	private volatile boolean keeping;

	void keep(boolean keeping) {
		this.keeping = keeping;
	}

	void received(long sent) {
		if (this.received.incrementAndGet() % ONE_OF == 0 && this.keeping) {
			this.nanos.add(System.nanoTime() - sent);
		}
	}

	long received() {
		return this.received.get();
	}

	void check(long sent) {
		if (this.received.get() != sent) {
			throw new IllegalStateException("Received " + this.received.get() + " deltas instead of " + sent);
		}
	}

	/**
	 * Fail unless nearly all streams were open, all the time.
	 */
	void checkKept(long sent) {
		if (this.nanos.size() * (double) ONE_OF < 0.98 * sent) {
			throw new IllegalStateException("Received no more than " + this.nanos.size() * ONE_OF + " of " + sent);
		}
	}

	long percentile(int percent) {
		long[] sorted = this.nanos.stream().mapToLong(Long::longValue).sorted().toArray();
		return sorted[sorted.length * percent / 100];
	}

}
