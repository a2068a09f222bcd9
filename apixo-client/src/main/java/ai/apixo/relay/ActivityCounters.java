package ai.apixo.relay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the relays of a store do.
 */
final class ActivityCounters implements RelayActivity {

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger watchers = new AtomicInteger();

	private final Map<RelayState, Long> ended = new ConcurrentHashMap<>();

	private final LongAdder resumed = new LongAdder();

	private final LongAdder snapshots = new LongAdder();

	@Override
	public int running() {
		return this.running.get();
	}

	@Override
	public int watchers() {
		return this.watchers.get();
	}

	@Override
	public long ended(RelayState state) {
		return this.ended.getOrDefault(state, 0L);
	}

	@Override
	public long resumed() {
		return this.resumed.sum();
	}

	@Override
	public long snapshots() {
		return this.snapshots.sum();
	}

	void runStarted() {
		this.running.incrementAndGet();
	}

	void runLeft() {
		this.running.decrementAndGet();
	}

	void endRecorded(RelayState state) {
		this.ended.merge(state, 1L, Long::sum);
	}

	void watcherCame() {
		this.watchers.incrementAndGet();
	}

	void watcherLeft() {
		this.watchers.decrementAndGet();
	}

	void watcherBegan(StartingPoint point) {
		if (point == StartingPoint.RESUMED) {
			this.resumed.increment();
		}
		if (point == StartingPoint.SNAPSHOT) {
			this.snapshots.increment();
		}
	}

}
