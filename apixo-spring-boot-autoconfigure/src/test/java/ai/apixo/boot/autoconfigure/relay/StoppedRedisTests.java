package ai.apixo.boot.autoconfigure.relay;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.redis.TestRedis;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.RelayId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redis is stopped for 1, 4 and 10 seconds while two applications relay through it. The
 * three happen at the same time.
 */
class StoppedRedisTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	/** A machine that is busy starts Redis late. */
	private static final String LEASE = "apixo.relay.redis.lease=7s";

	private static final Duration HANGING = Duration.ofSeconds(25);

	private static final Duration PACE = Duration.ofMillis(50);

	@Test
	@DisplayName("RELAY-30 a Redis that is away for 1 or 4 seconds loses, doubles and hangs nothing, nor does one for 10")
	void outages() {
		List<Seen> seen = Objects.requireNonNull(Flux.just(1, 4, 10)
			.flatMapSequential((seconds) -> Mono.fromCallable(() -> new Outage(Duration.ofSeconds(seconds)).watch())
				.subscribeOn(Schedulers.boundedElastic()), 3)
			.collectList()
			.block(PATIENCE));
		assertThat(seen).allSatisfy((each) -> assertThat(each.events()).as("%s", each.outage())
			.isEqualTo(LongStream.range(0, each.events().size()).mapToObj(String::valueOf).toList()));
		assertThat(seen.subList(0, 2)).allSatisfy((each) -> {
			assertThat(each.end()).isEqualTo("{\"state\":\"completed\"}");
			assertThat(each.events()).hasSize(Outage.events(each.outage()));
		});
		assertThat(seen.get(2).end()).isEqualTo("{\"state\":\"lost\"}");
	}

	/**
	 * What a page has seen that came back whenever it was let go.
	 */
	private record Seen(Duration outage, List<String> events, @Nullable String end) {

	}

	private static final class Outage {

		private final Duration time;

		private final RelayId id = RelayId.random("ada");

		private Outage(Duration time) {
			this.time = time;
		}

		/**
		 * Return how many events are sent from a second before to two seconds after it.
		 */
		private static int events(Duration outage) {
			return (int) outage.plusSeconds(3).dividedBy(PACE);
		}

		private Seen watch() {
			try (TestRedis redis = TestRedis.start();
					RelayReplica owner = RelayReplica.start(redis.port(), LEASE);
					RelayReplica other = RelayReplica.start(redis.port(), LEASE)) {
				owner.relay()
					.start(this.id, Flux.interval(PACE).onBackpressureBuffer().take(events(this.time)))
					.block(PATIENCE);
				Mono.delay(Duration.ofSeconds(1), Schedulers.boundedElastic())
					.doOnNext((tick) -> redis.stop())
					.delayElement(this.time, Schedulers.boundedElastic())
					.doOnNext((tick) -> redis.restart())
					.subscribe();
				List<ServerSentEvent<String>> frames = Objects
					.requireNonNull(follow(other.relay(), null).takeUntilOther(Mono.delay(this.time.plus(HANGING)))
						.collectList()
						.block(PATIENCE));
				return new Seen(this.time,
						frames.stream()
							.filter((frame) -> frame.event() == null)
							.map((frame) -> String.valueOf(frame.data()))
							.toList(),
						frames.get(frames.size() - 1).data());
			}
		}

		/**
		 * Come back with the last id whenever a response ends without the end of the run.
		 */
		private Flux<ServerSentEvent<String>> follow(ApixoRelay relay, @Nullable String last) {
			return Flux.defer(() -> {
				AtomicReference<@Nullable ServerSentEvent<String>> latest = new AtomicReference<>();
				return relay.watch(this.id, last)
					.filter((frame) -> frame.data() != null)
					.doOnNext(latest::set)
					.concatWith(Flux.defer(() -> {
						ServerSentEvent<String> frame = latest.get();
						if (frame != null && "end".equals(frame.event())) {
							return Flux.empty();
						}
						String next = (frame != null) ? frame.id() : last;
						return Mono.delay(Duration.ofMillis(200)).thenMany(follow(relay, next));
					}));
			});
		}

	}

}
