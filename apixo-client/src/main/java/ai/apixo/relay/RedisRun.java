package ai.apixo.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * A run that this replica owns: its log in Redis, its lease, and the time that nobody
 * watches it.
 */
final class RedisRun implements RunLog {

	private static final Duration RETRY_DELAY = Duration.ofMillis(100);

	private static final long WATCHED = Long.MAX_VALUE;

	private final AtomicReference<@Nullable ActiveRun> active = new AtomicReference<>();

	// Sources may run on it: they must not hold up the connection to Redis.
	private final Scheduler.Worker worker = Schedulers.boundedElastic().createWorker();

	private final RelayKey key;

	private final RedisLog log;

	private final RunTerms terms;

	private final RedisLease lease;

	private final StoreOutage outage;

	private final BiConsumer<RedisRun, @Nullable RunEnd> whenLeft;

	private volatile boolean stopped;

	private volatile boolean renewing;

	private volatile long renewed = System.nanoTime();

	private volatile long unwatchedSince = System.nanoTime();

	/**
	 * Create a run that has been claimed.
	 * @param key the key
	 * @param log its log
	 * @param terms how long it may stay
	 * @param lease the time after which a replica that has not renewed its runs is
	 * considered dead
	 * @param outage told whether Redis can be reached
	 * @param whenLeft told when the end is recorded, or that it cannot be
	 */
	RedisRun(RelayKey key, RedisLog log, RunTerms terms, Duration lease, StoreOutage outage,
			BiConsumer<RedisRun, @Nullable RunEnd> whenLeft) {
		this.key = key;
		this.log = log;
		this.terms = terms;
		this.lease = new RedisLease(lease);
		this.outage = outage;
		this.whenLeft = whenLeft;
	}

	RelayKey key() {
		return this.key;
	}

	@Override
	public void opened(ActiveRun run) {
		this.active.set(run);
		if (this.stopped) {
			run.end(RelayState.STOPPED);
		}
	}

	void stop() {
		this.stopped = true;
		ActiveRun run = this.active.get();
		if (run != null) {
			run.end(RelayState.STOPPED);
		}
	}

	@Override
	public void append(int first, List<byte[]> events, Receipt receipt) {
		add(LogRecord.events(first, events), receipt);
	}

	@Override
	public void end(int number, RunEnd end, Receipt receipt) {
		add(LogRecord.end(number, end), receipt);
	}

	/**
	 * While Redis is away, try for as long as the lease may last. After that others may
	 * have taken the run for lost.
	 */
	private void add(LogRecord record, Receipt receipt) {
		Mono.defer(() -> this.log.append(this.key, record, this.terms.timeToLive()))
			.doOnError(this.outage::failed)
			.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY_DELAY))
			.flatMap((outcome) -> (outcome == RedisOutcome.TAKEN) ? taken(record) : Mono.just(outcome))
			.timeout(this.lease.time())
			.subscribe((outcome) -> added(record, outcome, receipt), (failure) -> failed(failure, receipt));
	}

	/**
	 * What timed out may have been executed all the same.
	 */
	private Mono<RedisOutcome> taken(LogRecord record) {
		return this.log.last(this.key)
			.map((last) -> record.isSameAs(last) ? RedisOutcome.STORED : RedisOutcome.TAKEN)
			.defaultIfEmpty(RedisOutcome.GONE);
	}

	private void added(LogRecord record, RedisOutcome outcome, Receipt receipt) {
		this.outage.worked();
		if (outcome != RedisOutcome.STORED) {
			leave(receipt);
			return;
		}
		RunEnd end = record.end();
		if (end == null) {
			onWorker(receipt::stored);
			return;
		}
		this.whenLeft.accept(this, end);
		receipt.stored();
		this.worker.dispose();
	}

	private void failed(Throwable failure, Receipt receipt) {
		this.outage.failed(failure);
		leave(receipt);
	}

	private void leave(Receipt receipt) {
		this.whenLeft.accept(this, null);
		receipt.refused();
		this.worker.dispose();
	}

	private void onWorker(Runnable task) {
		try {
			this.worker.schedule(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	/**
	 * Renew the lease, and look whether somebody watches.
	 */
	void tick() {
		if (System.nanoTime() - this.renewed > this.lease.expiry().toNanos()) {
			giveUp();
			return;
		}
		if (this.renewing) {
			return;
		}
		this.renewing = true;
		long now = System.nanoTime();
		this.log.renew(this.key, this.terms.timeToLive())
			.doFinally((signal) -> this.renewing = false)
			.subscribe((renewal) -> renewed(renewal, now), this.outage::failed);
	}

	private void renewed(RedisLog.Renewal renewal, long now) {
		this.outage.worked();
		this.renewed = now;
		if (!renewal.exists()) {
			giveUp();
			return;
		}
		if (renewal.watched()) {
			this.unwatchedSince = WATCHED;
		}
		else if (this.unwatchedSince == WATCHED) {
			this.unwatchedSince = now;
		}
		else if (this.terms.grace() != null && now - this.unwatchedSince >= this.terms.grace().toNanos()) {
			ActiveRun run = this.active.get();
			if (run != null) {
				run.end(RelayState.ABANDONED);
			}
		}
	}

	private void giveUp() {
		this.whenLeft.accept(this, null);
		ActiveRun run = this.active.get();
		if (run != null) {
			run.giveUp();
		}
		this.worker.dispose();
	}

}
