package ai.apixo.client;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.limit.Permit;
import ai.apixo.limit.PermitRequest;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many calls that end in every way.
 */
@EachConnector
class LimitedCallsTests {

	private static final int CALLS = 5000;

	private static final int COUNTED_CALLS = 1500;

	private static final int LIMIT = 5;

	private final TestConnector connector;

	private final AtomicInteger served = new AtomicInteger();

	LimitedCallsTests(TestConnector connector) {
		this.connector = connector;
	}

	private Script random(Random random) {
		return (response) -> {
			switch (random.nextInt(8)) {
				case 0 -> response.respond(502, "text/plain", "");
				case 1 -> response.respond(400, "application/json", "{\"error\":{\"type\":\"invalid_request_error\"}}");
				case 2 -> response.reset();
				case 3 -> response.respond(200, "text/event-stream", Requests.START);
				case 4 -> response.respond(200, "text/event-stream", Requests.error("overloaded_error"));
				default -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM);
			}
			this.served.incrementAndGet();
		};
	}

	@Test
	@DisplayName("LIMIT-13 thousands of calls that fail, retry, are cancelled or refused leave nothing open")
	void nothingIsLeftOpen() {
		CallLimiter memory = CallLimiter.inMemory();
		AtomicInteger open = new AtomicInteger();
		AtomicInteger mostOpen = new AtomicInteger();
		CallLimits limits = CallLimits.builder()
			.concurrentCalls(LIMIT)
			.maxWait(Duration.ofMinutes(5))
			.queueCapacity(CALLS)
			.build();
		CallLimiter counting = (request) -> new CountedPermit(memory.acquire(request), open, mostOpen);
		CircuitBreaker breaker = CircuitBreaker.of("test",
				CircuitBreakerConfig.custom()
					.slidingWindowSize(20)
					.failureRateThreshold(90)
					.waitDurationInOpenState(Duration.ofMillis(5))
					.build());
		Random random = new Random(13);
		try (ScriptedGateway gateway = ScriptedGateway.playing(random(new Random(31)))) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.retry(Retries.attempts(3))
				.circuitBreaker(breaker)
				.limiter(counting)
				.limits(limits)
				.build();
			Flux.range(0, CALLS)
				.flatMap((number) -> call(client, random.nextInt(6), random.nextInt(4)), 40)
				.blockLast(Duration.ofMinutes(2));
			await().untilAsserted(() -> {
				assertThat(open).hasValue(0);
				assertThat(client.activity().openCalls()).isZero();
				assertThat(client.activity().waitingCalls()).isZero();
			});
			assertThat(mostOpen.get()).isEqualTo(LIMIT);
			assertThat(this.served.get()).isPositive();
			PermitRequest fresh = new PermitRequest(gateway.url(), limits, 0, 0, Duration.ZERO, Duration.ZERO);
			assertThat(memory.acquire(fresh).granted().thenReturn(true).block()).isTrue();
		}
	}

	/**
	 * Without calls that are cancelled, since the gateway learns of those later than who
	 * is next.
	 */
	@Test
	@DisplayName("LIMIT-13 the gateway never has more calls at once than the number, however they end")
	void gatewayHasNoMoreCallsAtOnce() {
		AtomicInteger open = new AtomicInteger();
		AtomicInteger mostOpen = new AtomicInteger();
		Script ending = random(new Random(17));
		Script counting = (response) -> {
			mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
			response.pause(Duration.ofMillis(1));
			// The client may have seen the last byte before the next line of this script
			// runs.
			open.decrementAndGet();
			ending.play(response);
		};
		CallLimits limits = CallLimits.builder()
			.concurrentCalls(LIMIT)
			.maxWait(Duration.ofMinutes(5))
			.queueCapacity(CALLS)
			.build();
		try (ScriptedGateway gateway = ScriptedGateway.playing(counting)) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.retry(Retries.attempts(3))
				.limiter(CallLimiter.inMemory())
				.limits(limits)
				.build();
			Flux.range(0, COUNTED_CALLS)
				.flatMap((number) -> ((number % 2 == 0) ? client.stream(Requests.hello()).then()
						: client.create(Requests.hello()).then())
					.onErrorComplete(), 40)
				.blockLast(Duration.ofMinutes(2));
			assertThat(this.served.get()).isGreaterThanOrEqualTo(COUNTED_CALLS);
			assertThat(mostOpen).hasValue(LIMIT);
		}
	}

	private static Mono<Void> call(ApixoMessagesClient client, int ending, int millis) {
		Flux<?> events = client.stream(Requests.hello());
		Mono<Void> call = switch (ending) {
			case 0 -> events.take(Duration.ofMillis(millis)).then();
			case 1 -> events.take(1).then();
			case 2 -> Mono.fromRunnable(() -> events.subscribe((event) -> {
			}, (failure) -> {
			}).dispose());
			default -> events.then();
		};
		return call.onErrorComplete();
	}

	/**
	 * Counts the turns that are granted and not closed.
	 */
	private static final class CountedPermit implements Permit {

		private final Permit permit;

		private final AtomicInteger open;

		private final AtomicInteger mostOpen;

		private final AtomicInteger state = new AtomicInteger();

		private CountedPermit(Permit permit, AtomicInteger open, AtomicInteger mostOpen) {
			this.permit = permit;
			this.open = open;
			this.mostOpen = mostOpen;
		}

		@Override
		public Mono<Void> granted() {
			return this.permit.granted().doOnSuccess((nothing) -> {
				if (this.state.compareAndSet(0, 1)) {
					this.mostOpen.accumulateAndGet(this.open.incrementAndGet(), Math::max);
				}
			});
		}

		@Override
		public void answered(ResponseInfo response) {
			this.permit.answered(response);
		}

		@Override
		public void refused(@Nullable Duration retryAfter) {
			this.permit.refused(retryAfter);
		}

		@Override
		public void used(Usage usage) {
			this.permit.used(usage);
		}

		@Override
		public void close() {
			if (this.state.getAndSet(2) == 1) {
				this.open.decrementAndGet();
			}
			this.permit.close();
		}

	}

}
