package ai.apixo.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Copies the log of a run into a journal while somebody on this replica watches it. One
 * read is in flight at a time, however many watch.
 */
final class RedisMirror implements Journal.Presence {

	/** A page that reloads finds the journal again. */
	private static final Duration IDLE = Duration.ofSeconds(2);

	private final Queue<Sinks.One<Journal>> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger wanted = new AtomicInteger();

	private final AtomicInteger watchersToCome = new AtomicInteger();

	private final RelayKey key;

	private final RedisLog log;

	private final RedisLease lease;

	private final StoreOutage outage;

	private final BiConsumer<RelayKey, RunEnd> whenRecorded;

	private volatile @Nullable Journal journal;

	private volatile int next;

	private volatile boolean gone;

	private volatile boolean checking;

	private volatile long used = System.nanoTime();

	private volatile long read = System.nanoTime();

	private volatile long ended;

	/**
	 * Create a mirror.
	 * @param key the run
	 * @param log its log
	 * @param lease the time after which a replica that has not renewed its runs is
	 * considered dead
	 * @param outage told whether Redis can be reached
	 * @param whenRecorded told that the end of a dead owner's run was recorded here
	 */
	RedisMirror(RelayKey key, RedisLog log, Duration lease, StoreOutage outage,
			BiConsumer<RelayKey, RunEnd> whenRecorded) {
		this.key = key;
		this.log = log;
		this.lease = new RedisLease(lease);
		this.outage = outage;
		this.whenRecorded = whenRecorded;
	}

	RelayKey key() {
		return this.key;
	}

	/**
	 * Return the journal as of now: a read that began earlier is not enough, since the
	 * watcher may have seen more at another replica.
	 * @return the journal, or empty if there is no such run
	 */
	Mono<Journal> current() {
		return Mono.defer(() -> {
			this.watchersToCome.incrementAndGet();
			return refreshed().doFinally((signal) -> {
				this.used = System.nanoTime();
				this.watchersToCome.decrementAndGet();
			});
		});
	}

	private Mono<Journal> refreshed() {
		return Mono.defer(() -> {
			Sinks.One<Journal> answer = Sinks.one();
			this.waiting.add(answer);
			read();
			return answer.asMono();
		});
	}

	/**
	 * Read on if there is more.
	 * @param number the number of a record that was added
	 */
	void wakeUp(int number) {
		if (number >= this.next) {
			read();
		}
	}

	private void read() {
		if (this.wanted.getAndIncrement() == 0) {
			readOn(1);
		}
	}

	private void readOn(int seen) {
		List<Sinks.One<Journal>> answers = new ArrayList<>();
		for (Sinks.One<Journal> answer = this.waiting.poll(); answer != null; answer = this.waiting.poll()) {
			answers.add(answer);
		}
		page().expand((records) -> (records.size() == RedisLog.PAGE && !this.gone) ? page() : Mono.empty())
			.then()
			.subscribe(null, (failure) -> finish(seen, answers, failure), () -> finish(seen, answers, null));
	}

	private Mono<List<LogRecord>> page() {
		return Mono.defer(() -> this.log.read(this.key, this.next)).doOnNext((records) -> records.forEach(this::add));
	}

	private void finish(int seen, List<Sinks.One<Journal>> answers, @Nullable Throwable failure) {
		Journal found = this.journal;
		if (failure != null) {
			this.outage.failed(failure);
			answers.forEach((answer) -> answer.tryEmitError(failure));
		}
		else {
			this.outage.worked();
			this.read = System.nanoTime();
			answers.forEach((answer) -> answer(answer, found));
		}
		int missed = this.wanted.addAndGet(-seen);
		if (missed != 0) {
			readOn(missed);
		}
	}

	private static void answer(Sinks.One<Journal> answer, @Nullable Journal journal) {
		if (journal != null) {
			answer.tryEmitValue(journal);
		}
		else {
			answer.tryEmitEmpty();
		}
	}

	private void add(LogRecord record) {
		Duration timeToLive = record.timeToLive();
		Journal known = this.journal;
		if (known == null && record.number() == 0 && timeToLive != null) {
			Journal created = new Journal(timeToLive, this);
			this.journal = created;
			if (this.gone) {
				created.close();
			}
		}
		else if (known == null || record.number() != this.next) {
			// Redis has lost a part of it.
			close();
			return;
		}
		else if (record.end() != null) {
			this.ended = System.nanoTime();
			known.end(record.end());
		}
		else {
			known.add(record.events());
		}
		this.next = record.next();
	}

	/**
	 * Note that somebody watches, look for what no wake-up has told of, and whether the
	 * owner is alive.
	 */
	void tick() {
		Journal current = this.journal;
		if (current == null) {
			return;
		}
		if (current.end() != null) {
			if (System.nanoTime() - this.ended > current.timeToLive().toNanos()) {
				close();
			}
			return;
		}
		if (System.nanoTime() - this.read > this.lease.expiry().toNanos()) {
			close();
			return;
		}
		if (current.hasReaders()) {
			noteWatched();
		}
		if (!this.checking) {
			this.checking = true;
			Mono.zip(refreshed(), this.log.isAlive(this.key))
				.filter((found) -> !found.getT2())
				.flatMap((found) -> ownerIsDead())
				.doFinally((signal) -> this.checking = false)
				.subscribe(null, this.outage::failed);
		}
	}

	/**
	 * What the owner wrote before it died, or ended, is read first. If the end cannot be
	 * written although the log can be read, watchers come back, too.
	 */
	private Mono<Void> ownerIsDead() {
		return refreshed().filter((found) -> found.end() == null).flatMap((found) -> {
			LogRecord lost = LogRecord.end(this.next, RunEnd.of(RelayState.LOST));
			return this.log.append(this.key, lost, found.timeToLive()).doOnNext((outcome) -> {
				if (outcome == RedisOutcome.STORED) {
					this.whenRecorded.accept(this.key, RunEnd.of(RelayState.LOST));
				}
				if (outcome == RedisOutcome.GONE) {
					close();
				}
				read();
			}).doOnError((failure) -> close());
		}).then();
	}

	@Override
	public void watcherCame() {
		noteWatched();
	}

	@Override
	public void watcherLeft() {
		this.used = System.nanoTime();
	}

	private void noteWatched() {
		this.log.watched(this.key).subscribe(null, this.outage::failed);
	}

	/**
	 * Let the watchers leave.
	 */
	void close() {
		this.gone = true;
		Journal current = this.journal;
		if (current != null) {
			current.close();
		}
	}

	/**
	 * Return whether nobody needs this mirror any more.
	 * @return whether it can be dropped
	 */
	boolean isIdle() {
		Journal current = this.journal;
		boolean watched = current != null && current.hasReaders();
		boolean needed = watched || this.watchersToCome.get() > 0;
		return this.gone || (!needed && System.nanoTime() - this.used > IDLE.toNanos());
	}

}
