package ai.apixo.relay;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Keeps runs in memory, for applications with a single replica. When it is full, the runs
 * that ended first are dropped first.
 *
 * @since 0.1.0
 */
public final class MemoryRelayStore extends RelayStore {

	private final ConcurrentMap<RelayKey, MemoryRun> runs = new ConcurrentHashMap<>();

	private final Queue<MemoryRun> ended = new ConcurrentLinkedQueue<>();

	private final AtomicLong used = new AtomicLong();

	private final long maxSize;

	/**
	 * Create a store.
	 * @param maxSize the maximum size of the JSON of all runs
	 * @throws ApixoConfigurationException if the size is too small for any run
	 */
	public MemoryRelayStore(DataSize maxSize) {
		this(maxSize, DEFAULT_SHUTDOWN_WAIT);
	}

	/**
	 * Create a store.
	 * @param maxSize the maximum size of the JSON of all runs
	 * @param shutdownWait the maximum time to wait for the runs in progress when the
	 * application closes; closing may take one more second
	 * @throws ApixoConfigurationException if the size is too small for any run
	 */
	public MemoryRelayStore(DataSize maxSize, Duration shutdownWait) {
		super(shutdownWait);
		if (maxSize.toBytes() <= 0) {
			throw new ApixoConfigurationException("The memory of the relay must be larger than 0, but is " + maxSize);
		}
		this.maxSize = maxSize.toBytes();
	}

	@Override
	Mono<RunLog> claim(RelayKey key, RunTerms terms) {
		return Mono.fromSupplier(() -> {
			MemoryRun run = new MemoryRun(key, terms, this::take, this::ended);
			return (this.runs.putIfAbsent(key, run) == null) ? run : null;
		});
	}

	@Override
	Mono<Journal> journal(RelayKey key) {
		return find(key).map(MemoryRun::journal);
	}

	@Override
	Mono<Boolean> stopRun(RelayKey key) {
		return find(key).flatMap(MemoryRun::stop).defaultIfEmpty(false);
	}

	@Override
	Mono<RelayState> stateOf(RelayKey key) {
		return find(key).map(MemoryRun::state);
	}

	@Override
	void closeJournals() {
		this.runs.values().forEach((run) -> run.journal().close());
		this.runs.clear();
		this.ended.clear();
		this.used.set(0);
	}

	@Override
	Duration shortestGrace() {
		return Duration.ofMillis(1);
	}

	private Mono<MemoryRun> find(RelayKey key) {
		return Mono.fromSupplier(() -> this.runs.get(key));
	}

	private boolean take(long bytes) {
		while (this.used.addAndGet(bytes) > this.maxSize) {
			this.used.addAndGet(-bytes);
			MemoryRun oldest = this.ended.poll();
			if (oldest == null) {
				return false;
			}
			forget(oldest);
		}
		return true;
	}

	private void ended(MemoryRun run, RunEnd end) {
		recorded(run.key(), end);
		this.ended.add(run);
		Schedulers.single().schedule(() -> {
			if (this.ended.remove(run)) {
				forget(run);
			}
		}, run.journal().timeToLive().toMillis(), TimeUnit.MILLISECONDS);
	}

	private void forget(MemoryRun run) {
		if (this.runs.remove(run.key(), run)) {
			this.used.addAndGet(-run.size());
			run.journal().close();
		}
	}

}
