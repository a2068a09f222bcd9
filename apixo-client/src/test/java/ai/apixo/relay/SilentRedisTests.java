package ai.apixo.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.redis.SilentRedis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Redis that takes connections and never says anything.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class SilentRedisTests {

	private static final Duration LEASE = Duration.ofMillis(500);

	private final SilentRedis redis = SilentRedis.start();

	private final RedisReplica replica = new RedisReplica(this.redis.connections(), LEASE);

	private final ApixoRelay relay = this.replica.relay();

	private final RelayId id = RelayId.random("ada");

	private final Source source = new Source();

	@AfterEach
	void close() {
		this.replica.close();
		this.redis.close();
	}

	/**
	 * Return what happens, in order, when an operation is subscribed to.
	 */
	private static List<String> outcome(Publisher<?> operation) {
		List<String> outcome = new CopyOnWriteArrayList<>();
		Latch ended = new Latch();
		Flux.from(operation)
			.doFinally((signal) -> ended.release())
			.subscribe((value) -> outcome.add("value"), (failure) -> outcome.add(failure.getClass().getSimpleName()),
					() -> outcome.add("complete"));
		outcome.add("subscribed");
		ended.await();
		return outcome;
	}

	@Test
	@DisplayName("RELAY-4 a start at a Redis that takes the connection and says nothing fails, and no thread waits")
	void startFails() {
		assertThat(outcome(this.relay.start(this.id, this.source.flux()))).containsExactly("subscribed",
				"ApixoRelayException");
		assertThat(outcome(this.relay.start(this.id, this.source.flux()))).containsExactly("subscribed",
				"ApixoRelayException");
		assertThat(this.source.subscriptions()).isZero();
	}

	@Test
	@DisplayName("RELAY-13 a Redis that takes the connection and says nothing lets watchers come back, and no thread waits")
	void watcherComesBack() {
		assertThat(outcome(this.relay.watch(this.id, "3"))).containsExactly("subscribed", "value", "complete");
		assertThat(outcome(this.relay.state(this.id))).containsExactly("subscribed", "ApixoRelayException");
		assertThat(outcome(this.relay.stop(this.id))).containsExactly("subscribed", "ApixoRelayException");
	}

}
