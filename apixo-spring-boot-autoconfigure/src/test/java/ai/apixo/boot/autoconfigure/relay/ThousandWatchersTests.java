package ai.apixo.boot.autoconfigure.relay;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import ai.apixo.redis.TestRedis;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.Page;
import ai.apixo.relay.RelayId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many watchers of many runs at two applications.
 */
class ThousandWatchersTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final TestRedis redis = TestRedis.start();

	private final List<RelayReplica> replicas = List.of(RelayReplica.start(this.redis.port()),
			RelayReplica.start(this.redis.port()));

	private ApixoRelay relay(int number) {
		return this.replicas.get(number % 2).relay();
	}

	@AfterEach
	void close() {
		this.replicas.forEach(RelayReplica::close);
		this.redis.close();
	}

	@Test
	@DisplayName("RELAY-27 a thousand watchers of a hundred runs take one connection an application and no copies")
	void thousandWatchersTakeNoCopies() {
		int runs = 100;
		int events = 2000;
		List<RelayId> ids = IntStream.range(0, runs).mapToObj((run) -> RelayId.random("ada")).toList();
		List<Page> lazy = new ArrayList<>();
		for (int run = 0; run < runs; run++) {
			Flux<String> source = Flux.range(0, events).map((number) -> "event number " + number);
			relay(run).start(ids.get(run), source.concatWith(Flux.never())).block(PATIENCE);
			for (int watcher = 0; watcher < 10; watcher++) {
				lazy.add(Page.open(relay(watcher), ids.get(run), null, 1));
			}
		}
		lazy.forEach((page) -> page.awaitFrames(1));
		for (RelayId run : ids) {
			relay(0).watch(run, null).take(events + 1).blockLast(PATIENCE);
			relay(1).watch(run, null).take(events + 1).blockLast(PATIENCE);
		}
		await().atMost(PATIENCE).until(() -> relay(0).activity().watchers() + relay(1).activity().watchers() == 1000);
		assertThat(this.redis.clients()).isLessThanOrEqualTo(2);
		long with = usedHeap();
		lazy.forEach(Page::cancel);
		ids.forEach((run) -> relay(0).stop(run).block(PATIENCE));
		await().atMost(PATIENCE).until(() -> relay(0).activity().watchers() + relay(1).activity().watchers() == 0);
		this.replicas.forEach(RelayReplica::close);
		long json = 20L * runs * events;
		assertThat(with - usedHeap()).as("the journals of two applications, and a thousand positions")
			.isLessThan(2 * json * 3 + 1000L * 2048 + 8_000_000);
	}

	private static long usedHeap() {
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 3; round++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

}
