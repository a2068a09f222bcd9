package ai.apixo.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoRelayException;
import ai.apixo.client.redis.RedisConnections;
import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Redis that is away.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class RedisOutageTests {

	private static final Duration LEASE = Duration.ofSeconds(2);

	private final TestRedis redis = TestRedis.start();

	private final LettuceConnectionFactory connections = this.redis.connectionFactory();

	private final RedisReplica replica = new RedisReplica(this.connections, LEASE);

	private final ApixoRelay relay = this.replica.relay();

	private final RelayId id = RelayId.random("ada");

	private final Source source = new Source();

	@AfterEach
	void close() {
		this.replica.close();
		this.redis.close();
	}

	@Test
	@DisplayName("RELAY-30 a Redis that is away for less than the lease loses nothing and doubles nothing")
	void shortOutageLosesNothing() {
		Runs.start(this.relay, this.id, this.source.flux());
		Page page = Page.open(this.relay, this.id);
		this.source.emit("e1", "e2");
		page.awaitData(2);
		this.redis.pause(Duration.ofSeconds(1));
		this.source.emit("e3", "e4", "e5");
		page.awaitData(5);
		this.redis.stop();
		this.source.emit("e6");
		this.redis.restart();
		this.source.emit("e7").complete();
		assertThat(page.awaitComplete().data()).isEqualTo(Runs.json(Runs.events(7)));
		assertThat(page.end()).isEqualTo("{\"state\":\"completed\"}");
		assertThat(this.source.cancelled().isReleased()).isFalse();
	}

	@Test
	@DisplayName("RELAY-30 a longer outage ends the run, watchers come back, and find the log up to there")
	void longOutageEndsTheRun() {
		Runs.start(this.relay, this.id, this.source.flux());
		Page page = Page.open(this.relay, this.id);
		this.source.emit("a");
		page.awaitData(1);
		this.redis.stop();
		this.source.emit("b");
		this.source.cancelled().await();
		assertThat(page.awaitComplete().end()).isNull();
		assertThat(page.failure()).isNull();
		this.redis.restart();
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			Page again = Page.open(this.relay, this.id, page.lastId()).awaitComplete();
			return "{\"state\":\"lost\"}".equals(again.end()) && again.data().isEmpty();
		});
	}

	@Test
	@DisplayName("RELAY-30 a Redis that can only be read for longer than the lease lets watchers come back, too")
	void watchersOfARedisThatRefusesWritesComeBack() {
		Runs.start(this.relay, this.id, this.source.flux());
		Page page = Page.open(this.relay, this.id);
		this.source.emit("a");
		page.awaitData(1);
		this.redis.refuseWrites();
		this.source.emit("b");
		this.source.cancelled().await();
		assertThat(page.awaitComplete().end()).isNull();
		assertThat(page.failure()).isNull();
		this.redis.allowWrites();
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			Page again = Page.open(this.relay, this.id, page.lastId()).awaitComplete();
			return "{\"state\":\"lost\"}".equals(again.end()) && again.data().isEmpty();
		});
	}

	@Test
	@DisplayName("RELAY-30 a Redis that has lost the log has lost the run")
	void lostLogIsALostRun() {
		Runs.start(this.relay, this.id, this.source.flux());
		Page page = Page.open(this.relay, this.id);
		this.source.emit("a");
		page.awaitData(1);
		new ReactiveStringRedisTemplate(this.connections)
			.createMono((connection) -> connection.serverCommands().flushAll())
			.block();
		this.source.cancelled().await();
		assertThat(page.awaitComplete().end()).isNull();
		assertThat(this.relay.state(this.id).blockOptional()).isEmpty();
	}

	@Test
	@DisplayName("RELAY-5 nothing is asked of the source while the store is away")
	void nothingIsAskedForWhileTheStoreIsAway() {
		Runs.start(this.relay, this.id, this.source.flux());
		await().until(() -> this.source.requested() == 256);
		this.redis.pause(Duration.ofSeconds(1));
		this.source.emit(Runs.events(256).toArray());
		assertThat(this.source.requested()).isEqualTo(256);
		Page page = Page.open(this.relay, this.id).awaitData(256);
		assertThat(page.data()).isEqualTo(Runs.json(Runs.events(256)));
		await().until(() -> this.source.requested() > 256);
	}

	@Test
	@DisplayName("RELAY-4 a start fails when the store does not answer, and its source is not subscribed to")
	void startFailsWithoutTheStore() {
		Runs.start(this.relay, RelayId.random("ada"), Flux.just(1));
		this.redis.pause(Duration.ofMillis(2500));
		StepVerifier.create(this.relay.start(this.id, this.source.flux())).verifyError(ApixoRelayException.class);
		assertThat(this.source.subscriptions()).isZero();
		await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
			List<RelayState> state = this.relay.state(this.id).flux().collectList().blockOptional().orElseThrow();
			return state.isEmpty() || state.equals(List.of(RelayState.LOST));
		});
	}

	@Test
	@DisplayName("RELAY-30 what is added to the log of a run is waited for as long as a lease lasts, and no longer")
	void recordIsNotWaitedForForever() {
		RedisLog other = new RedisLog(new RedisConnections(this.connections), new RedisKeys(this.replica.prefix()),
				LEASE);
		this.redis.pause(LEASE.plusMillis(500));
		StepVerifier
			.create(other.append(RelayKey.of(this.id), LogRecord.end(1, RunEnd.of(RelayState.LOST)),
					Duration.ofMinutes(1)))
			.verifyError(TimeoutException.class);
	}

	@Test
	@DisplayName("RELAY-29 an owner that was away longer than its lease writes nothing more")
	void pausedOwnerWritesNothingMore() {
		Runs.start(this.relay, this.id, this.source.flux());
		this.source.emit("a");
		Page.open(this.relay, this.id).awaitData(1).cancel();
		RedisLog other = new RedisLog(new RedisConnections(this.connections), new RedisKeys(this.replica.prefix()),
				LEASE);
		RedisOutcome outcome = other
			.append(RelayKey.of(this.id), LogRecord.end(2, RunEnd.of(RelayState.LOST)), Duration.ofMinutes(1))
			.blockOptional()
			.orElseThrow();
		assertThat(outcome).isEqualTo(RedisOutcome.STORED);
		this.source.emit("b");
		this.source.cancelled().await();
		Page page = Page.open(this.relay, this.id).awaitComplete();
		assertThat(page.data()).containsExactly("\"a\"");
		assertThat(page.end()).isEqualTo("{\"state\":\"lost\"}");
	}

	@Test
	@DisplayName("RELAY-13 a store out of reach lets watchers come back, and refuses to say or stop anything")
	void storeOutOfReach() {
		Runs.start(this.relay, this.id, Flux.just(1));
		this.redis.stop();
		Page page = Page.open(this.relay, this.id).awaitComplete();
		assertThat(page.failure()).isNull();
		assertThat(page.end()).isNull();
		assertThat(page.frames()).hasSize(1);
		StepVerifier.create(this.relay.state(this.id)).verifyError(ApixoRelayException.class);
		StepVerifier.create(this.relay.stop(this.id)).verifyError(ApixoRelayException.class);
	}

	@Test
	@DisplayName("RELAY-30 a watcher that comes while Redis is away hangs neither then nor afterwards")
	void watcherThatComesDuringAnOutageGoesOn() {
		RedisRelayStore patient = new RedisRelayStore(this.connections, this.replica.prefix(), Duration.ofSeconds(6),
				Duration.ofMillis(100));
		ApixoRelay other = ApixoRelay.builder().store(patient).build();
		ApixoRelay owner = ApixoRelay.builder()
			.store(new RedisRelayStore(this.connections, this.replica.prefix(), Duration.ofSeconds(6)))
			.build();
		Runs.start(owner, this.id, this.source.flux());
		Page.open(other, this.id).awaitFrames(1).cancel();
		await().atMost(Duration.ofSeconds(20)).until(() -> patient.mirrors() == 0);
		this.redis.pause(Duration.ofMillis(4500));
		Page page = Page.open(other, this.id).awaitFrames(1);
		this.source.emit("a").complete();
		assertThat(page.awaitComplete().data()).containsExactly("\"a\"");
		patient.stop();
	}

}
