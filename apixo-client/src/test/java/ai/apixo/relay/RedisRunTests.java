package ai.apixo.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.redis.RedisConnections;
import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What lies in Redis, and how replicas share a run through it.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class RedisRunTests {

	private final ReactiveStringRedisTemplate redis = new ReactiveStringRedisTemplate(TestRedis.sharedConnections());

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final ApixoRelay relay = replica().build();

	private final RelayId id = RelayId.random("ada");

	private final RelayKey key = RelayKey.of(this.id);

	private final Source source = new Source();

	private ApixoRelay.Builder replica() {
		return ApixoRelay.builder()
			.store(new RedisRelayStore(TestRedis.sharedConnections(), this.prefix, TestStore.LEASE));
	}

	private String name(String suffix) {
		return this.prefix + "{" + this.key + "}:" + suffix;
	}

	private List<MapRecord<String, Object, Object>> log() {
		return Objects
			.requireNonNull(this.redis.opsForStream().range(name("log"), Range.unbounded()).collectList().block());
	}

	@Test
	@DisplayName("RELAY-23 a run has three keys in one hash slot, and all of them expire")
	void threeKeysOfARunExpire() {
		Runs.start(this.relay, this.id, this.source.flux());
		this.source.emit("a");
		Page page = Page.open(this.relay, this.id).awaitData(1);
		await().until(() -> keys().size() == 3);
		assertThat(keys()).containsExactlyInAnyOrder(name("log"), name("lease"), name("watched"))
			.allSatisfy((name) -> assertThat(this.redis.getExpire(name).block()).isPositive());
		page.cancel();
	}

	private List<String> keys() {
		return Objects.requireNonNull(this.redis.keys(this.prefix + "*").collectList().block());
	}

	@Test
	@DisplayName("RELAY-23 a run whose replica died leaves nothing")
	void deadReplicaLeavesNothing() {
		ApixoRelay other = replica().timeToLive(Duration.ofMillis(200)).build();
		RedisLog log = new RedisLog(new RedisConnections(TestRedis.sharedConnections()), new RedisKeys(this.prefix),
				TestStore.LEASE);
		assertThat(log.claim(this.key, Duration.ofMillis(200)).block()).isTrue();
		assertThat(Runs.state(other, this.id)).isEqualTo(RelayState.RUNNING);
		await().until(() -> keys().isEmpty());
	}

	@Test
	@DisplayName("RELAY-24 the claim is the record 0-1, and records have the number of their first event")
	void recordsHaveTheNumberOfTheirFirstEvent() {
		Runs.start(this.relay, this.id, this.source.flux());
		this.source.emit("a", "b");
		Page page = Page.open(this.relay, this.id).awaitData(2);
		this.source.emit("c").complete();
		page.awaitComplete();
		List<String> ids = log().stream().map((record) -> record.getId().getValue()).toList();
		assertThat(ids).startsWith("0-1", "1-0").contains("3-0").endsWith("4-0");
	}

	@Test
	@DisplayName("RELAY-24 a second writer is refused")
	void secondWriterIsRefused() {
		Runs.start(this.relay, this.id, this.source.flux());
		this.source.emit("a");
		Page page = Page.open(this.relay, this.id).awaitData(1);
		this.redis.opsForStream()
			.add(MapRecord.create(name("log"), Map.of("s", "lost")).withId(RecordId.of(2, 0)))
			.block();
		this.source.emit("b");
		this.source.cancelled().await();
		assertThat(page.awaitComplete().end()).isEqualTo("{\"state\":\"lost\"}");
		assertThat(page.data()).containsExactly("\"a\"");
		assertThat(log()).hasSize(3);
	}

	@Test
	@DisplayName("RELAY-24 a log that is gone is not made anew without its beginning")
	void goneLogIsNotMadeAnew() {
		Runs.start(this.relay, this.id, this.source.flux());
		this.source.emit("a");
		Page.open(this.relay, this.id).awaitData(1).cancel();
		this.redis.delete(name("log")).block();
		this.source.emit("b");
		this.source.cancelled().await();
		assertThat(log()).isEmpty();
		assertThat(this.relay.state(this.id).blockOptional()).isEmpty();
	}

	@Test
	@DisplayName("RELAY-24 a replica that finds a part of the log missing ends its watchers, however much lies behind")
	void missingPartEndsTheWatchers() {
		Runs.start(this.relay, this.id, this.source.flux());
		this.source.emit("a");
		Page.open(this.relay, this.id).awaitData(1).cancel();
		ByteBuffer log = new RedisKeys(this.prefix).log(this.key);
		Flux.range(10, 2 * RedisLog.PAGE)
			.map((number) -> LogRecord.events(number, List.of("1".getBytes(StandardCharsets.UTF_8))))
			.concatMap((record) -> this.redis
				.execute((connection) -> connection.streamCommands().xAdd(record.toStream(log.duplicate()))))
			.blockLast();
		Page.open(replica().build(), this.id).awaitComplete();
	}

	@Test
	@DisplayName("RELAY-25 what arrives while an append is in flight goes into the next record")
	void appendsAreJoined() {
		Runs.start(this.relay, this.id, Flux.fromIterable(Runs.events(1000)));
		Page page = Page.open(this.relay, this.id).awaitComplete();
		assertThat(page.data()).isEqualTo(Runs.json(Runs.events(1000)));
		assertThat(log()).hasSizeLessThan(250);
	}

	@Test
	@DisplayName("RELAY-26 a lost wake-up costs a second at most")
	void lostWakeUpIsMadeUpFor() {
		Runs.start(this.relay, this.id, this.source.flux());
		ApixoRelay deaf = ApixoRelay.builder()
			.store(new RedisRelayStore(TestRedis.sharedConnections(), this.prefix, Duration.ofSeconds(5)))
			.grace(null)
			.build();
		Page page = Page.open(deaf, this.id).awaitFrames(1);
		LogRecord record = LogRecord.events(1, List.of("\"a\"".getBytes(StandardCharsets.UTF_8)));
		this.redis
			.createMono((connection) -> connection.streamCommands()
				.xAdd(record.toStream(new RedisKeys(this.prefix).log(this.key))))
			.block();
		await().atMost(Duration.ofSeconds(3)).until(() -> page.data().size() == 1);
		page.cancel();
	}

	@Test
	@DisplayName("RELAY-27 a replica reads a run once, however many of its watchers follow it")
	void runIsReadOnce() {
		Runs.start(this.relay, this.id, this.source.flux());
		ApixoRelay other = replica().build();
		List<Page> pages = IntStream.range(0, 50).mapToObj((i) -> Page.open(other, this.id).awaitFrames(1)).toList();
		long before = calls("xrange");
		this.source.emit("a");
		pages.forEach((page) -> page.awaitData(1));
		assertThat(calls("xrange") - before).isLessThan(20);
		this.source.complete();
		pages.forEach(Page::awaitComplete);
	}

	private long calls(String command) {
		String statistics = Objects
			.requireNonNull(this.redis.createMono((connection) -> connection.serverCommands().info("commandstats"))
				.map((all) -> all.getProperty("cmdstat_" + command, "calls=0,"))
				.block());
		return Long.parseLong(statistics.replaceAll(".*calls=(\\d+),.*", "$1"));
	}

	@Test
	@DisplayName("RELAY-28 of several readers of a dead replica's run one records that it is lost, and all see it")
	void deadReplicaIsNoticed() {
		RedisLog log = new RedisLog(new RedisConnections(TestRedis.sharedConnections()), new RedisKeys(this.prefix),
				TestStore.LEASE);
		log.claim(this.key, Duration.ofMinutes(1)).block();
		log.append(this.key, LogRecord.events(1, List.of(new byte[] { '1' })), Duration.ofMinutes(1)).block();
		List<ApixoRelay> replicas = List.of(this.relay, replica().build(), replica().build());
		List<Page> pages = new ArrayList<>();
		replicas.forEach((replica) -> pages.add(Page.open(replica, this.id)));
		assertThat(pages).allSatisfy((page) -> {
			assertThat(page.awaitComplete().end()).isEqualTo("{\"state\":\"lost\"}");
			assertThat(page.ids()).containsExactly("1", "2");
		});
		assertThat(replicas.stream().mapToLong((replica) -> replica.activity().ended(RelayState.LOST)).sum()).isOne();
		assertThat(log()).hasSize(3);
	}

	@Test
	@DisplayName("RELAY-28 the state of a dead replica's run is lost, too")
	void stateOfADeadReplicasRun() {
		RedisLog log = new RedisLog(new RedisConnections(TestRedis.sharedConnections()), new RedisKeys(this.prefix),
				TestStore.LEASE);
		log.claim(this.key, Duration.ofMinutes(1)).block();
		await().until(() -> Runs.state(this.relay, this.id) == RelayState.LOST);
		assertThat(Runs.stop(this.relay, this.id)).isFalse();
	}

	@Test
	@DisplayName("RELAY-31 an append that was executed although it seemed to fail is known again")
	void repeatedAppendIsKnownAgain() {
		RedisLog log = new RedisLog(new RedisConnections(TestRedis.sharedConnections()), new RedisKeys(this.prefix),
				TestStore.LEASE);
		Runs.start(this.relay, this.id, this.source.flux());
		LogRecord same = LogRecord.events(1, List.of("\"a\"".getBytes(StandardCharsets.UTF_8)));
		log.append(this.key, same, Duration.ofMinutes(1)).block();
		this.source.emit("a");
		this.source.emit("b").complete();
		assertThat(Page.open(this.relay, this.id).awaitComplete().data()).containsExactly("\"a\"", "\"b\"");
	}

	@Test
	@DisplayName("RELAY-32 a watcher at any replica keeps the run alive, and the grace time begins when the last has left")
	void watcherElsewhereKeepsTheRunAlive() {
		ApixoRelay owner = replica().grace(TestStore.LEASE).build();
		ApixoRelay other = replica().build();
		Runs.start(owner, this.id, this.source.flux());
		Page page = Page.open(other, this.id);
		await().pollDelay(Duration.ofMillis(2500)).until(() -> Runs.state(owner, this.id) == RelayState.RUNNING);
		page.cancel();
		this.source.cancelled().await();
		await().until(() -> Runs.state(other, this.id) == RelayState.ABANDONED);
	}

	@Test
	@DisplayName("RELAY-32 a run can be stopped at any replica")
	void runIsStoppedAtAnyReplica() {
		ApixoRelay other = replica().build();
		Runs.start(this.relay, this.id, this.source.flux());
		Page page = Page.open(other, this.id);
		StepVerifier.create(other.stop(this.id)).expectNext(true).verifyComplete();
		this.source.cancelled().await();
		assertThat(page.awaitComplete().end()).isEqualTo("{\"state\":\"stopped\"}");
	}

	@Test
	@DisplayName("RELAY-16 cut at every event, a watcher goes on at another replica without a gap")
	void watchersGoOnAtOtherReplicas() {
		ApixoRelay other = replica().build();
		int number = 60;
		Runs.start(this.relay, this.id, this.source.flux());
		List<Page> first = IntStream.rangeClosed(1, number)
			.mapToObj((cut) -> Page.open((cut % 2 == 0) ? this.relay : other, this.id, null, cut + 1L))
			.toList();
		this.source.emit((Object[]) Runs.events(number).toArray(String[]::new));
		for (int cut = 1; cut <= number; cut++) {
			Page page = first.get(cut - 1).awaitData(cut);
			page.cancel();
			for (ApixoRelay next : List.of(this.relay, other)) {
				Page again = Page.open(next, this.id, page.lastId()).awaitData(number - cut);
				List<String> all = new ArrayList<>(page.data());
				all.addAll(again.data());
				assertThat(all).isEqualTo(Runs.json(Runs.events(number)));
				again.cancel();
			}
		}
		this.source.complete();
	}

}
