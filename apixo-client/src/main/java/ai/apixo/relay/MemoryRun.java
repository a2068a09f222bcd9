package ai.apixo.relay;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A run in memory: what is written goes straight into the journal.
 */
final class MemoryRun implements RunLog {

	private final AtomicReference<@Nullable ActiveRun> active = new AtomicReference<>();

	private final RelayKey key;

	private final Journal journal;

	private final GraceTimer graceTimer;

	private final LongPredicate memory;

	private final BiConsumer<MemoryRun, RunEnd> whenEnded;

	private final AtomicLong size = new AtomicLong();

	private volatile boolean stopped;

	/**
	 * Create a run.
	 * @param key the key
	 * @param terms how long it may stay
	 * @param memory takes bytes of the memory, or says that there is no room for them
	 * @param whenEnded told when the end is recorded
	 */
	MemoryRun(RelayKey key, RunTerms terms, LongPredicate memory, BiConsumer<MemoryRun, RunEnd> whenEnded) {
		this.key = key;
		this.graceTimer = new GraceTimer(terms.grace(), () -> endActive(RelayState.ABANDONED));
		this.journal = new Journal(terms.timeToLive(), this.graceTimer);
		this.memory = memory;
		this.whenEnded = whenEnded;
	}

	RelayKey key() {
		return this.key;
	}

	Journal journal() {
		return this.journal;
	}

	long size() {
		return this.size.get();
	}

	@Override
	public void opened(ActiveRun run) {
		this.active.set(run);
		this.graceTimer.start();
		if (this.stopped) {
			run.end(RelayState.STOPPED);
		}
	}

	@Override
	public void append(int first, List<byte[]> events, Receipt receipt) {
		long bytes = 0;
		for (byte[] event : events) {
			bytes += event.length;
		}
		if (!this.memory.test(bytes)) {
			receipt.full();
			return;
		}
		this.size.addAndGet(bytes);
		this.journal.add(events);
		receipt.stored();
	}

	@Override
	public void end(int number, RunEnd end, Receipt receipt) {
		this.graceTimer.stop();
		this.journal.end(end);
		// It has its source, with all that belongs to a call.
		this.active.set(null);
		this.whenEnded.accept(this, end);
		receipt.stored();
	}

	Mono<Boolean> stop() {
		return Mono.defer(() -> {
			if (this.journal.end() != null) {
				return Mono.just(false);
			}
			this.stopped = true;
			endActive(RelayState.STOPPED);
			return this.journal.whenEnded().map((end) -> true).defaultIfEmpty(false);
		});
	}

	RelayState state() {
		RunEnd end = this.journal.end();
		return (end != null) ? end.state() : RelayState.RUNNING;
	}

	private void endActive(RelayState state) {
		ActiveRun run = this.active.get();
		if (run != null) {
			run.end(state);
		}
	}

}
