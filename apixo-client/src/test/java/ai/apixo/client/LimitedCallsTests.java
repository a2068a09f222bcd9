package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.CountingGateway.Response;
import ai.apixo.client.CountingGateway.Then;
import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.lifecycle.ApixoClientResources;
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

	private static final int COUNTED_CALLS = 10_000;

	private static final int ROUNDS = 10;

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
		Random random = new Random(13);
		try (ScriptedGateway gateway = ScriptedGateway.playing(random(new Random(31)))) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.retry(Retries.attempts(3))
				.circuitBreaker(breaker())
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

	@Test
	@DisplayName("LIMIT-13 the gateway never has more calls at once than the number, however 10,000 of them end")
	void gatewayHasNoMoreCallsAtOnce() {
		CallLimiter limiter = CallLimiter.inMemory();
		Random random = new Random(17);
		try (CountingGateway gateway = CountingGateway.playing(responses(new Random(71)))) {
			for (int round = 0; round < ROUNDS; round++) {
				callUntilClosed(gateway, limiter, random);
			}
			assertThat(gateway.mostOpen()).isEqualTo(LIMIT);
			assertThat(gateway.received()).isGreaterThan(COUNTED_CALLS / 2);
		}
	}

	/**
	 * Make many calls, and close what they share before the last of them have ended.
	 */
	private void callUntilClosed(CountingGateway gateway, CallLimiter limiter, Random random) {
		ApixoClientResources resources = new ApixoClientResources(null, new DefaultResilience(), Duration.ofMillis(1),
				new BuilderSettingNames());
		ApixoMessagesClient client = ApixoMessagesClient.builder(resources)
			.apiKey(Requests.KEY)
			.baseUrl(gateway.url())
			.webClientBuilder(this.connector.webClient())
			.retry(Retries.attempts(3))
			.circuitBreaker(breaker())
			.limiter(limiter)
			.limits(CallLimits.builder()
				.concurrentCalls(LIMIT)
				.maxWait(Duration.ofMinutes(5))
				.queueCapacity(COUNTED_CALLS)
				.build())
			.build();
		List<ApixoMessagesClient> clients = List.of(client, client,
				client.mutate().totalTimeout(Duration.ofMillis(8)).build(),
				client.mutate().responseTimeout(Duration.ofMillis(3)).build(),
				client.mutate().idleTimeout(Duration.ofMillis(3)).build());
		int calls = COUNTED_CALLS / ROUNDS;
		int closedAt = calls - random.nextInt(80);
		Latch closed = new Latch();
		Flux.range(0, calls).doOnNext((number) -> {
			if (number == closedAt - 1) {
				Schedulers.boundedElastic().schedule(() -> resources.stop(closed::release));
			}
		})
			.flatMap(
					(number) -> call(clients.get(random.nextInt(clients.size())), random.nextInt(8), random.nextInt(6)),
					40)
			.blockLast(Duration.ofMinutes(2));
		closed.await();
		await().untilAsserted(() -> {
			assertThat(client.activity().openCalls()).isZero();
			assertThat(client.activity().waitingCalls()).isZero();
		});
	}

	private static CircuitBreaker breaker() {
		return CircuitBreaker.of("test",
				CircuitBreakerConfig.custom()
					.slidingWindowSize(20)
					.failureRateThreshold(90)
					.waitDurationInOpenState(Duration.ofMillis(5))
					.build());
	}

	private static Function<String, Response> responses(Random random) {
		String ending = Requests.SHORT_STREAM.substring(Requests.START.length());
		return (body) -> {
			int pause = random.nextInt(3);
			boolean stream = body.contains("\"stream\":true");
			String type = stream ? "text/event-stream" : "application/json";
			String first = stream ? Requests.START : Requests.MESSAGE.substring(0, 20);
			String last = stream ? ending : Requests.MESSAGE.substring(20);
			return switch (random.nextInt(9)) {
				case 0 -> Response.whole(502, "text/plain", "busy", "!", pause);
				case 1 -> Response.whole(400, "application/json", "{\"error\":",
						"{\"type\":\"invalid_request_error\"}}", pause);
				case 2 -> new Response("", null, pause, Then.RESET);
				case 3 -> unfinished(type, first, pause, Then.RESET);
				case 4 -> unfinished(type, first, pause, Then.FINISH);
				case 5 -> unfinished(type, first, 20, Then.FINISH);
				default -> Response.whole(200, type, first, last, pause);
			};
		};
	}

	private static Response unfinished(String type, String beginning, int pause, Then then) {
		String head = "HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\ncontent-length: 100000\r\n\r\n";
		return new Response(head + beginning, null, pause, then);
	}

	private static Mono<Void> call(ApixoMessagesClient client, int ending, int millis) {
		Flux<?> events = client.stream(Requests.hello());
		Mono<Void> call = switch (ending) {
			case 0 -> events.take(Duration.ofMillis(1 + millis)).then();
			case 1 -> events.take(1).then();
			case 2 -> Mono.fromRunnable(() -> events.subscribe((event) -> {
			}, (failure) -> {
			}).dispose());
			case 3 -> client.create(Requests.hello()).then();
			case 4 -> client.create(Requests.hello()).takeUntilOther(Mono.delay(Duration.ofMillis(1 + millis))).then();
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
