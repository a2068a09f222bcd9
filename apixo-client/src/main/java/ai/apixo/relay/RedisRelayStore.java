package ai.apixo.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoRelayException;
import ai.apixo.client.lifecycle.CountableDuration;
import ai.apixo.client.redis.RedisConnections;

/**
 * Keeps runs in Redis Streams, for applications with several replicas: a run can be
 * watched and stopped on any of them, even if the one that started it has died. Requires
 * Redis 6.2 or Valkey, and Spring Data Redis. The events are stored in clear text until
 * the run expires.
 *
 * @since 0.1.0
 */
public final class RedisRelayStore extends RelayStore {

	private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

	private static final Duration STOP_CHECK = Duration.ofMillis(50);

	private static final int CHECKS_PER_REQUEST = 20;

	private final ConcurrentMap<RelayKey, RedisRun> runs = new ConcurrentHashMap<>();

	private final ConcurrentMap<RelayKey, RedisMirror> mirrors = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable Disposable> work = new AtomicReference<>();

	private final StoreOutage outage = new StoreOutage();

	private final RedisConnections connections;

	private final RedisKeys keys;

	private final RedisLog log;

	private final Duration lease;

	/**
	 * Create a store.
	 * @param connectionFactory the factory of the connections to Redis
	 * @param keyPrefix the prefix of all keys and of the channel
	 * @param lease the time after which a replica that has not renewed its runs is
	 * considered dead
	 * @throws ApixoConfigurationException if the lease is too short
	 */
	public RedisRelayStore(ReactiveRedisConnectionFactory connectionFactory, String keyPrefix, Duration lease) {
		this(connectionFactory, keyPrefix, lease, DEFAULT_SHUTDOWN_WAIT);
	}

	/**
	 * Create a store.
	 * @param connectionFactory the factory of the connections to Redis
	 * @param keyPrefix the prefix of all keys and of the channel
	 * @param lease the time after which a replica that has not renewed its runs is
	 * considered dead
	 * @param shutdownWait the maximum time to wait for the runs in progress when the
	 * application closes; closing may take one more second
	 * @throws ApixoConfigurationException if the lease is too short
	 */
	public RedisRelayStore(ReactiveRedisConnectionFactory connectionFactory, String keyPrefix, Duration lease,
			Duration shutdownWait) {
		super(shutdownWait);
		if (lease.compareTo(SHORTEST_LEASE) < 0) {
			throw new ApixoConfigurationException(
					"The lease of the relay must be " + SHORTEST_LEASE + " or longer, but is " + lease);
		}
		this.connections = new RedisConnections(connectionFactory);
		this.keys = new RedisKeys(Objects.requireNonNull(keyPrefix, "'keyPrefix' must not be null"));
		this.lease = CountableDuration.of(lease);
		this.log = new RedisLog(this.connections, this.keys, this.lease);
	}

	@Override
	Mono<RunLog> claim(RelayKey key, RunTerms terms) {
		return reached(Mono.defer(() -> {
			work();
			return this.log.claim(key, terms.timeToLive());
		})).filter(Boolean::booleanValue).map((claimed) -> {
			RedisRun run = new RedisRun(key, this.log, terms, this.lease, this.outage, this::left);
			this.runs.put(key, run);
			return run;
		});
	}

	private void left(RedisRun run, @Nullable RunEnd end) {
		this.runs.remove(run.key(), run);
		if (end != null) {
			recorded(run.key(), end);
		}
	}

	@Override
	Mono<Journal> journal(RelayKey key) {
		return reached(Mono.defer(() -> {
			work();
			RedisMirror mirror = this.mirrors.computeIfAbsent(key,
					(unknown) -> new RedisMirror(unknown, this.log, this.lease, this.outage, this::recorded));
			return mirror.current().switchIfEmpty(Mono.fromRunnable(() -> this.mirrors.remove(key, mirror)));
		}));
	}

	@Override
	Mono<RelayState> stateOf(RelayKey key) {
		return reached(this.log.last(key).flatMap((last) -> {
			RunEnd end = last.end();
			return (end != null) ? Mono.just(end.state()) : runningOrLost(key);
		}));
	}

	private Mono<RelayState> runningOrLost(RelayKey key) {
		return this.log.isAlive(key)
			.flatMap((alive) -> alive ? Mono.just(RelayState.RUNNING) : journal(key).flatMap((journal) -> {
				RunEnd end = journal.end();
				return (end != null) ? Mono.just(end.state()) : recordLost(key, journal);
			}));
	}

	private Mono<RelayState> recordLost(RelayKey key, Journal journal) {
		RunEnd lost = RunEnd.of(RelayState.LOST);
		return this.log.append(key, LogRecord.end(journal.size() + 1, lost), journal.timeToLive())
			.flatMap((outcome) -> {
				if (outcome == RedisOutcome.STORED) {
					recorded(key, lost);
				}
				return stateOf(key);
			});
	}

	@Override
	Mono<Boolean> stopRun(RelayKey key) {
		return stateOf(key).filter((state) -> state == RelayState.RUNNING)
			.flatMap((state) -> askToStop(key).then(reached(stopped(key))))
			.defaultIfEmpty(false);
	}

	private Mono<Void> askToStop(RelayKey key) {
		RedisRun run = this.runs.get(key);
		if (run != null) {
			run.stop();
			return Mono.empty();
		}
		return this.log.askToStop(key);
	}

	private Mono<Boolean> stopped(RelayKey key) {
		return stateOf(key).map((state) -> state != RelayState.RUNNING)
			.defaultIfEmpty(true)
			.filter(Boolean::booleanValue)
			.repeatWhenEmpty((repeat) -> repeat.delayElements(STOP_CHECK)
				.concatMap((number) -> ((number + 1) % CHECKS_PER_REQUEST == 0) ? askToStop(key).thenReturn(number)
						: Mono.just(number)));
	}

	@Override
	void closeJournals() {
		this.mirrors.values().forEach(RedisMirror::close);
		this.mirrors.clear();
		Disposable current = this.work.getAndSet(null);
		if (current != null) {
			current.dispose();
		}
	}

	@Override
	Duration shortestGrace() {
		return this.lease;
	}

	/**
	 * Return the number of runs that are read here.
	 * @return the number
	 */
	int mirrors() {
		return this.mirrors.size();
	}

	/**
	 * Begin to listen and to renew, unless that has begun.
	 */
	private void work() {
		if (this.work.get() != null) {
			return;
		}
		Disposable.Composite begun = Disposables.composite();
		if (this.work.compareAndSet(null, begun)) {
			long millis = new RedisLease(this.lease).tick().toMillis();
			begun.add(Schedulers.single().schedulePeriodically(this::tick, millis, millis, TimeUnit.MILLISECONDS));
			begun.add(new RedisWakeUps(this.connections, this.keys.channel(), this::wakeUp));
		}
	}

	private void tick() {
		this.runs.values().forEach(RedisRun::tick);
		for (RedisMirror mirror : this.mirrors.values()) {
			mirror.tick();
			if (mirror.isIdle() && this.mirrors.remove(mirror.key(), mirror)) {
				mirror.close();
			}
		}
	}

	private void wakeUp(WakeUp wakeUp) {
		if (wakeUp.number() == WakeUp.STOP) {
			RedisRun run = this.runs.get(wakeUp.key());
			if (run != null) {
				run.stop();
			}
			return;
		}
		RedisMirror mirror = this.mirrors.get(wakeUp.key());
		if (mirror != null) {
			mirror.wakeUp(wakeUp.number());
		}
	}

	private <T> Mono<T> reached(Mono<T> operation) {
		return operation.doOnSuccess((value) -> this.outage.worked()).onErrorMap((failure) -> {
			if (failure instanceof ApixoRelayException) {
				return failure;
			}
			this.outage.failed(failure);
			return new ApixoRelayException(
					"The store of the relay cannot be reached. Check that Redis runs, and try again later.", failure);
		});
	}

}
