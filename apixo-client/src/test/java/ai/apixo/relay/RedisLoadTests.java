package ai.apixo.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Flux;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many watchers of many runs at two replicas, each with connections of its own.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class RedisLoadTests {

	private static final int RUNS = 100;

	private static final int WATCHERS_OF_A_RUN = 10;

	private static final int EVENTS = 100;

	private final TestRedis redis = TestRedis.start();

	private final List<LettuceConnectionFactory> connections = List.of(this.redis.connectionFactory(),
			this.redis.connectionFactory());

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final List<RedisRelayStore> stores = this.connections.stream()
		.map((factory) -> new RedisRelayStore(factory, this.prefix, Duration.ofSeconds(5), Duration.ofMillis(1)))
		.toList();

	private final List<ApixoRelay> replicas = this.stores.stream()
		.map((store) -> ApixoRelay.builder().store(store).build())
		.toList();

	@AfterEach
	void close() {
		this.stores.forEach(RelayStore::stop);
		await().until(() -> this.stores.stream().noneMatch(RelayStore::isRunning));
		this.redis.close();
	}

	@Test
	@DisplayName("RELAY-27 a thousand watchers of a hundred runs at two replicas take two connections for each replica")
	void connectionsDoNotGrow() {
		List<RelayId> ids = IntStream.range(0, RUNS).mapToObj((run) -> RelayId.random("ada")).toList();
		List<Source> sources = ids.stream().map((id) -> new Source()).toList();
		List<Page> pages = new ArrayList<>();
		List<Page> lazy = new ArrayList<>();
		for (int run = 0; run < RUNS; run++) {
			Runs.start(this.replicas.get(run % 2), ids.get(run), sources.get(run).flux());
			for (int watcher = 0; watcher < WATCHERS_OF_A_RUN; watcher++) {
				pages.add(Page.open(this.replicas.get(watcher % 2), ids.get(run)));
			}
			lazy.add(Page.open(this.replicas.get(run % 2), ids.get(run), null, 0));
		}
		List<String> events = Runs.events(EVENTS);
		for (String event : events) {
			sources.forEach((source) -> source.emit(event));
		}
		sources.forEach(Source::complete);
		List<String> expected = Runs.json(events);
		assertThat(pages).allSatisfy((page) -> assertThat(page.awaitComplete().data()).isEqualTo(expected));
		assertThat(lazy).noneMatch(Page::isComplete);
		assertThat(this.redis.clients()).isLessThanOrEqualTo(2 * 2);
		assertThat(this.redis.subscriptions(this.prefix + "wake-ups")).as("RELAY-26").isEqualTo(2);
		lazy.forEach(Page::cancel);
	}

	@Test
	@DisplayName("RELAY-14 the journals are gone from a replica once nobody watches")
	void journalsAreDropped() {
		RelayId id = RelayId.random("ada");
		Runs.start(this.replicas.get(0), id, Flux.fromIterable(Runs.events(1000)));
		Page.open(this.replicas.get(1), id).awaitComplete();
		assertThat(this.stores.get(1).mirrors()).isOne();
		await().until(() -> this.stores.get(1).mirrors() == 0);
		assertThat(Page.open(this.replicas.get(1), id, "999").awaitComplete().data()).containsExactly("\"e1000\"");
	}

	@Test
	@DisplayName("RELAY-35 no connection is opened before the relay is used, and all are given back when it is stopped")
	void nothingIsOpenBeforeTheFirstUse() {
		assertThat(this.redis.clients()).isZero();
		Runs.start(this.replicas.get(0), RelayId.random("ada"), Flux.just(1));
		await().until(() -> this.redis.clients() == 2);
		this.stores.get(0).stop();
		await().until(() -> this.redis.clients() == 1);
	}

	@Test
	@DisplayName("RELAY-32 the wish to stop a run is repeated until the run has ended, when the first is lost")
	void lostStopIsRepeated() {
		RelayId id = RelayId.random("ada");
		Source source = new Source();
		Runs.start(this.replicas.get(0), id, source.flux());
		Page.open(this.replicas.get(1), id).awaitFrames(1).cancel();
		this.redis.cutSubscriptions();
		assertThat(Runs.stop(this.replicas.get(1), id)).isTrue();
		source.cancelled().await();
	}

}
