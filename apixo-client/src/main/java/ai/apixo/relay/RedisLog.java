package ai.apixo.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveStreamCommands.AddStreamRecord;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.core.ReactiveRedisCallback;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.types.Expiration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.redis.RedisConnections;

/**
 * The commands on the log of a run. Each has a time limit of its own: clients of Redis
 * queue commands while they are not connected, and wait for a minute.
 */
final class RedisLog {

	/** As many records are read at a time. */
	static final int PAGE = 256;

	private static final String TAKEN = "equal or smaller than the target stream top item";

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final RedisConnections connections;

	private final ReactiveStringRedisTemplate redis;

	private final RedisKeys keys;

	private final RedisLease lease;

	RedisLog(RedisConnections connections, RedisKeys keys, Duration lease) {
		this.connections = connections;
		this.redis = new ReactiveStringRedisTemplate(connections.factory());
		this.keys = keys;
		this.lease = new RedisLease(lease);
	}

	/**
	 * Claim a run. The lease comes first, so that no reader sees a log without one; it is
	 * left alone if there is one.
	 * @param key the run
	 * @param timeToLive how long it stays after its end
	 * @return whether it is ours
	 */
	Mono<Boolean> claim(RelayKey key, Duration timeToLive) {
		LogRecord claim = LogRecord.claim(UUID.randomUUID().toString(), timeToLive);
		return limited((connection) -> connection.keyCommands()
			.exists(this.keys.log(key))
			.flatMap((exists) -> exists ? Mono.just(false) : claim(connection, key, claim)));
	}

	private Mono<Boolean> claim(ReactiveRedisConnection connection, RelayKey key, LogRecord claim) {
		Mono<Boolean> leased = connection.stringCommands()
			.set(this.keys.lease(key), NOTHING.duplicate(), SetCondition.ifAbsent(), expiration())
			.defaultIfEmpty(false);
		Mono<RedisOutcome> added = add(connection, AddStreamRecord.of(claim.toStream(this.keys.log(key))));
		Mono<Boolean> expires = connection.keyCommands().pExpire(this.keys.log(key), claimedTime(claim));
		return leased.then(added)
			.flatMap((outcome) -> (outcome == RedisOutcome.STORED) ? expires.thenReturn(true)
					: isOurs(connection, key, claim));
	}

	private Duration claimedTime(LogRecord claim) {
		Duration timeToLive = claim.timeToLive();
		return (timeToLive != null) ? timeToLive.plus(this.lease.expiry()) : this.lease.expiry();
	}

	/**
	 * A command that is sent again after a lost connection finds its own record.
	 */
	private Mono<Boolean> isOurs(ReactiveRedisConnection connection, RelayKey key, LogRecord claim) {
		return records(connection, key, 0, 1).next().map(claim::isSameAs).defaultIfEmpty(false);
	}

	/**
	 * Add a record and wake all replicas up.
	 * @param key the run
	 * @param record events or the end
	 * @param timeToLive how long the run stays after its end
	 * @return what became of it
	 */
	Mono<RedisOutcome> append(RelayKey key, LogRecord record, Duration timeToLive) {
		return limited((connection) -> {
			ByteBuffer log = this.keys.log(key);
			Mono<RedisOutcome> added = add(connection, AddStreamRecord.of(record.toStream(log)).makeNoStream());
			Mono<Long> published = publish(connection, new WakeUp(key, record.number()));
			if (record.end() == null) {
				return Mono.zipDelayError(added, published).map((all) -> all.getT1());
			}
			Mono<Boolean> expires = connection.keyCommands().pExpire(log.duplicate(), timeToLive);
			return Mono.zipDelayError(added, expires, published).map((all) -> all.getT1());
		});
	}

	private static Mono<RedisOutcome> add(ReactiveRedisConnection connection, AddStreamRecord record) {
		return connection.streamCommands()
			.xAdd(Mono.just(record))
			.next()
			.map((response) -> RedisOutcome.STORED)
			.defaultIfEmpty(RedisOutcome.GONE)
			.onErrorResume(RedisLog::isTaken, (failure) -> Mono.just(RedisOutcome.TAKEN));
	}

	private static boolean isTaken(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (String.valueOf(cause.getMessage()).contains(TAKEN)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Read records.
	 * @param key the run
	 * @param from the number of the first event to read; 0 for the claim
	 * @return at most {@link #PAGE} records
	 */
	Mono<List<LogRecord>> read(RelayKey key, int from) {
		return limited((connection) -> records(connection, key, from, PAGE).collectList());
	}

	private Flux<LogRecord> records(ReactiveRedisConnection connection, RelayKey key, int from, int count) {
		return connection.streamCommands()
			.xRange(this.keys.log(key), Range.rightUnbounded(Range.Bound.inclusive(from + "-0")),
					Limit.limit().count(count))
			.map(LogRecord::of);
	}

	/**
	 * Read the last record.
	 * @param key the run
	 * @return the record, or empty if there is no such run
	 */
	Mono<LogRecord> last(RelayKey key) {
		return limited((connection) -> connection.streamCommands()
			.xRevRange(this.keys.log(key), Range.unbounded(), Limit.limit().count(1))
			.next()
			.map(LogRecord::of));
	}

	/**
	 * Renew the lease of a run and let its log stay.
	 * @param key the run
	 * @param timeToLive how long it stays after its end
	 * @return what became of it
	 */
	Mono<Renewal> renew(RelayKey key, Duration timeToLive) {
		return limited((connection) -> Mono
			.zip(connection.stringCommands()
				.set(this.keys.lease(key), NOTHING.duplicate(), SetCondition.upsert(), expiration()),
					connection.keyCommands().pExpire(this.keys.log(key), timeToLive.plus(this.lease.expiry())),
					connection.keyCommands().exists(this.keys.watched(key)))
			.map((all) -> new Renewal(all.getT2(), all.getT3())));
	}

	Mono<Boolean> isAlive(RelayKey key) {
		return limited((connection) -> connection.keyCommands().exists(this.keys.lease(key)));
	}

	/**
	 * Note that somebody watches a run.
	 * @param key the run
	 * @return completes when that is known
	 */
	Mono<Void> watched(RelayKey key) {
		return limited((connection) -> connection.stringCommands()
			.set(this.keys.watched(key), NOTHING.duplicate(), SetCondition.upsert(), expiration())).then();
	}

	/**
	 * Ask the owner of a run to stop it.
	 * @param key the run
	 * @return completes when all replicas that listen have been told
	 */
	Mono<Void> askToStop(RelayKey key) {
		return limited((connection) -> publish(connection, new WakeUp(key, WakeUp.STOP))).then();
	}

	private Mono<Long> publish(ReactiveRedisConnection connection, WakeUp wakeUp) {
		return connection.pubSubCommands()
			.publish(RedisKeys.buffer(this.keys.channel()), RedisKeys.buffer(wakeUp.message()));
	}

	private Expiration expiration() {
		return Expiration.milliseconds(this.lease.expiry().toMillis());
	}

	private <T> Mono<T> limited(ReactiveRedisCallback<T> command) {
		return this.connections.opened().then(this.redis.createMono(command)).timeout(this.lease.time());
	}

	/**
	 * What a renewal found.
	 *
	 * @param exists whether there still is a log
	 * @param watched whether somebody watches
	 */
	record Renewal(boolean exists, boolean watched) {

	}

}
