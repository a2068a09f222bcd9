package ai.apixo.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.limit.Permit;
import ai.apixo.limit.PermitRequest;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Calls under the limits of their key, as the gateway sees them.
 */
@EachConnector
class KeyLimitTests {

	private static final Script HELLO = (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM);

	private static final Script STALL = Gateways::stall;

	private final TestConnector connector;

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final List<PermitRequest> asked = new CopyOnWriteArrayList<>();

	private final CallLimiter memory = CallLimiter.inMemory(this.clock);

	/**
	 * Takes down what it is asked.
	 */
	private final CallLimiter limiter = new CallLimiter() {

		@Override
		public Permit acquire(PermitRequest request) {
			KeyLimitTests.this.asked.add(request);
			return KeyLimitTests.this.memory.acquire(request);
		}

		@Override
		public VirtualTimeScheduler clock() {
			return KeyLimitTests.this.clock;
		}

	};

	KeyLimitTests(TestConnector connector) {
		this.connector = connector;
	}

	private ApixoMessagesClient.Builder builder(ScriptedGateway gateway, CallLimits limits) {
		return this.connector.client(gateway).retry(Retries.none()).limiter(this.limiter).limits(limits);
	}

	private static CallLimits concurrent(int number) {
		return CallLimits.builder().concurrentCalls(number).build();
	}

	private static CallLimits requests(int number) {
		return CallLimits.builder().requestsPerMinute(number).build();
	}

	@Test
	@DisplayName("LIMIT-1 without limits no limiter is asked")
	void withoutLimitsNobodyIsAsked() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			ApixoMessagesClient client = builder(gateway, concurrent(1)).limits(null).build();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			ApixoMessagesClient withoutNumber = builder(gateway, CallLimits.builder().build()).build();
			assertThat(Outcome.of(withoutNumber.stream(Requests.hello())).failure()).isNull();
			assertThat(this.asked).isEmpty();
		}
	}

	@Test
	@DisplayName("LIMIT-2 mutate() switches the limits off")
	void mutateSwitchesOff() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			ApixoMessagesClient limited = builder(gateway, concurrent(1)).build();
			Outcome.of(limited.stream(Requests.hello()));
			assertThat(this.asked).hasSize(1);
			Outcome.of(limited.mutate().limits(null).build().stream(Requests.hello()));
			assertThat(this.asked).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	@DisplayName("LIMIT-2 each number is 1 or more")
	void numbersArePositive(int number) {
		CallLimits.Builder builder = CallLimits.builder();
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.requestsPerMinute(number))
			.withMessageContaining("requestsPerMinute");
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.concurrentCalls(number))
			.withMessageContaining("concurrentCalls");
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> builder.inputTokensPerMinute((long) number))
			.withMessageContaining("inputTokensPerMinute");
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> builder.outputTokensPerMinute((long) number))
			.withMessageContaining("outputTokensPerMinute");
	}

	@Test
	@DisplayName("LIMIT-2 the wait and the capacity are 0 or more")
	void waitAndCapacityAreNotNegative() {
		CallLimits.Builder builder = CallLimits.builder().maxWait(Duration.ZERO).queueCapacity(0);
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> builder.maxWait(Duration.ofNanos(-1)))
			.withMessageContaining("maxWait");
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.queueCapacity(-1))
			.withMessageContaining("queueCapacity");
	}

	@Test
	@DisplayName("LIMIT-3 what is used belongs to a key at a gateway, not to the name of a client")
	void useBelongsToTheKey() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO);
				ScriptedGateway another = ScriptedGateway.playing(HELLO)) {
			ApixoMessagesClient client = builder(gateway, requests(10)).apiKey("key-1").build();
			List<ApixoMessagesClient> clients = List.of(client, client.mutate().name("other").build(),
					client.mutate().baseUrl(gateway.url() + "/prefix").build(),
					client.mutate().apiKey(() -> "key-2").build(),
					client.mutate().baseUrl(another.url()).apiKey("key-1").build());
			clients.forEach((each) -> Outcome.of(each.stream(Requests.hello())));
			assertThat(this.asked.subList(0, 3)).extracting(PermitRequest::keyId)
				.containsOnly(this.asked.get(0).keyId());
			assertThat(this.asked.stream().map(PermitRequest::keyId).distinct()).hasSize(3)
				.allMatch((id) -> id.matches("[0-9a-f]{16}"));
		}
	}

	@Test
	@DisplayName("LIMIT-3 the key is asked for again when the turn is granted, and the newer one is sent")
	void newerKeyIsSent() {
		AtomicInteger number = new AtomicInteger();
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			Outcome.of(builder(gateway, requests(10)).apiKey(() -> "key-" + number.incrementAndGet())
				.build()
				.stream(Requests.hello()));
			assertThat(gateway.requests().get(0).header("x-api-key")).containsExactly("key-2");
		}
	}

	@Test
	@DisplayName("LIMIT-7 a concurrent call counts to the end of its body, and the next one goes on then")
	void callCountsUntilItsEnd() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(STALL, HELLO)) {
			ApixoMessagesClient client = builder(gateway, concurrent(1)).build();
			Disposable first = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			List<StreamEvent> events = new CopyOnWriteArrayList<>();
			client.stream(Requests.hello()).subscribe(events::add);
			assertThat(client.activity().waitingCalls()).isOne();
			assertThat(client.activity().openCalls()).isEqualTo(2);
			first.dispose();
			await().untilAsserted(() -> assertThat(events).hasSize(Requests.EVENTS));
			assertThat(client.activity().waitingCalls()).isZero();
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@Test
	@DisplayName("LIMIT-7 a retry that waits holds no turn")
	void waitingRetryHoldsNoTurn() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing(Gateways.error(504, "timeout_error", "Retry-After: 3600"), HELLO)) {
			ApixoMessagesClient client = builder(gateway, concurrent(1)).retry(Retries.attempts(2, (failure) -> true))
				.build();
			Disposable retrying = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			retrying.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-8 a retried attempt keeps the age of its call")
	void retryKeepsTheAge() {
		Script later = (response) -> {
			this.clock.advanceTimeBy(Duration.ofSeconds(5));
			response.respond(502, "text/plain", "");
		};
		try (ScriptedGateway gateway = ScriptedGateway.playing(later, HELLO)) {
			Outcome.of(builder(gateway, requests(10)).retry(Retries.attempts(2)).build().stream(Requests.hello()));
			assertThat(this.asked).extracting(PermitRequest::age).containsExactly(Duration.ZERO, Duration.ofSeconds(5));
		}
	}

	@Test
	@DisplayName("LIMIT-10 a waiting call holds no connection and no permission of the circuit breaker")
	void waitingCallHoldsNothing() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(STALL)) {
			CircuitBreaker breaker = CircuitBreaker.ofDefaults("test");
			breaker.transitionToOpenState();
			breaker.transitionToHalfOpenState();
			ApixoMessagesClient client = builder(gateway, concurrent(1)).build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			ApixoMessagesClient guarded = client.mutate().circuitBreaker(breaker).build();
			List<Disposable> waiting = new ArrayList<>();
			for (int number = 0; number < 20; number++) {
				waiting.add(guarded.stream(Requests.hello()).subscribe());
			}
			assertThat(gateway.connections()).isOne();
			assertThat(breaker.tryAcquirePermission()).as("none of 10 is taken").isTrue();
			waiting.forEach(Disposable::dispose);
			open.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-10 the limits of response and idle time do not run while a call waits, the total limit does")
	void onlyTheTotalLimitRuns() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(STALL)) {
			ApixoMessagesClient client = builder(gateway, concurrent(1)).build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			ApixoMessagesClient hasty = client.mutate()
				.responseTimeout(Duration.ofMillis(10))
				.idleTimeout(Duration.ofMillis(10))
				.totalTimeout(Duration.ofMillis(300))
				.build();
			ApixoTimeoutException failure = Outcome.of(hasty.stream(Requests.hello()))
				.failure(ApixoTimeoutException.class);
			assertThat(failure.limit()).isEqualTo(ApixoLimit.TOTAL_TIMEOUT);
			assertThat(client.activity().waitingCalls()).isZero();
			open.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-11 all attempts of a call share the time that it may wait")
	void attemptsShareTheWait() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(STALL,
				(response) -> response.respond(502, "text/plain", ""), HELLO)) {
			ApixoMessagesClient client = builder(gateway, concurrent(1)).retry(Retries.attempts(2)).build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			List<StreamEvent> events = new CopyOnWriteArrayList<>();
			client.stream(Requests.hello()).subscribe(events::add);
			this.clock.advanceTimeBy(Duration.ofSeconds(15));
			open.dispose();
			await().untilAsserted(() -> assertThat(events).hasSize(Requests.EVENTS));
			assertThat(this.asked).extracting(PermitRequest::maxWait)
				.containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(5));
		}
	}

	@Test
	@DisplayName("LIMIT-11 the failure names what to raise, and never the key")
	void failureNamesWhatToRaise() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(STALL)) {
			ApixoMessagesClient client = builder(gateway, concurrent(1).toBuilder().maxWait(Duration.ZERO).build())
				.build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			ApixoLimitException failure = Outcome.of(client.create(Requests.hello()))
				.failure(ApixoLimitException.class);
			assertThat(failure).hasMessageContaining("1 concurrent calls")
				.hasMessageContaining("Raise maxWait(..) of its CallLimits")
				.hasMessageNotContaining(Requests.KEY);
			open.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-12 a call without a turn is not retried, and the circuit breaker does not see it")
	void limitIsNotRetried() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(STALL)) {
			CircuitBreaker breaker = CircuitBreaker.ofDefaults("test");
			ApixoMessagesClient client = builder(gateway, concurrent(1).toBuilder().queueCapacity(0).build())
				.circuitBreaker(breaker)
				.retry(Retries.attempts(3, (failure) -> true))
				.build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			ApixoLimitException failure = Outcome.of(client.stream(Requests.hello()))
				.failure(ApixoLimitException.class);
			assertThat(failure.limit()).isEqualTo(ApixoLimit.QUEUE_CAPACITY);
			assertThat(this.asked).hasSize(2);
			assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
			open.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-13 a waiting call that is cancelled leaves, and nothing is sent for it")
	void cancelledCallLeaves() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(STALL, HELLO)) {
			ApixoMessagesClient client = builder(gateway, concurrent(1)).build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			client.stream(Requests.hello()).subscribe().dispose();
			assertThat(client.activity().waitingCalls()).isZero();
			open.dispose();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@Test
	@DisplayName("LIMIT-14 a connection that cannot be made gives the request back")
	void failedConnectionGivesTheRequestBack() {
		ScriptedGateway gone = ScriptedGateway.playing(HELLO);
		gone.close();
		ApixoMessagesClient client = builder(gone, requests(1)).build();
		for (int number = 0; number < 3; number++) {
			Outcome.of(client.stream(Requests.hello())).failure(ApixoConnectionException.class);
		}
	}

	@Test
	@DisplayName("LIMIT-14 an error status keeps the request")
	void errorStatusKeepsTheRequest() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(400, "invalid_request_error"))) {
			ApixoMessagesClient client = builder(gateway, requests(1)).build();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoApiException.class);
			ApixoLimitException failure = Outcome.of(client.stream(Requests.hello()))
				.failure(ApixoLimitException.class);
			assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(62));
		}
	}

	static List<Script> refusals() {
		return List.of(Gateways.error(429, "rate_limit_error"), Gateways.error(400, "rate_limit_error"),
				(response) -> response.respond(429, "text/html", "<html></html>"),
				Gateways.error(200, "rate_limit_error"),
				(response) -> response.respond(200, "application/json", "{\"error\":{\"code\":429,\"message\":\"x\"}}"),
				(response) -> response.respond(200, "application/json",
						"{\"error\":{\"status\":\"429\",\"message\":\"x\"}}"),
				(response) -> response.respond(200, "text/event-stream", Requests.error("rate_limit_error")),
				(response) -> response.respond(200, "text/event-stream",
						Requests.START + Requests.error("rate_limit_error")));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	@DisplayName("LIMIT-18 a refusal in any dress makes all calls of the key rest")
	void refusalMakesTheKeyRest(Script refusal) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(refusal, HELLO)) {
			ApixoMessagesClient client = builder(gateway, requests(100)).build();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoApiException.class);
			List<StreamEvent> events = new CopyOnWriteArrayList<>();
			client.mutate().name("other").build().stream(Requests.hello()).subscribe(events::add);
			assertThat(client.activity().waitingCalls()).isOne();
			this.clock.advanceTimeBy(Duration.ofSeconds(1));
			await().untilAsserted(() -> assertThat(events).hasSize(Requests.EVENTS));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "overloaded_error", "api_error", "timeout_error" })
	@DisplayName("LIMIT-18 an overloaded model is no refusal of the key")
	void otherErrorsAreNoRefusal(String type) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", Requests.error(type)), HELLO)) {
			ApixoMessagesClient client = builder(gateway, requests(100)).build();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoApiException.class);
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
		}
	}

	@Test
	@DisplayName("LIMIT-22 'x-should-retry: false' stops the retry, not the rest of the key")
	void adviceAgainstRetryDoesNotStopTheRest() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing(Gateways.error(429, "rate_limit_error", "x-should-retry: false", "Retry-After: 7"), HELLO)) {
			ApixoMessagesClient client = builder(gateway,
					requests(100).toBuilder().maxWait(Duration.ofSeconds(1)).build())
				.retry(Retries.attempts(3))
				.build();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoApiException.class);
			ApixoLimitException failure = Outcome.of(client.stream(Requests.hello()))
				.failure(ApixoLimitException.class);
			assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("LIMIT-23 headers of a response hold the key")
	void headersHoldTheKey() {
		Script last = (response) -> response.respond(200, "application/json", Requests.MESSAGE,
				"anthropic-ratelimit-requests-remaining: 0", "anthropic-ratelimit-requests-reset: 45");
		try (ScriptedGateway gateway = ScriptedGateway.playing(last)) {
			ApixoMessagesClient client = builder(gateway, requests(100)).build();
			assertThat(Outcome.of(client.create(Requests.hello())).failure()).isNull();
			ApixoLimitException failure = Outcome.of(client.create(Requests.hello()))
				.failure(ApixoLimitException.class);
			assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(45));
		}
	}

	@Test
	@DisplayName("LIMIT-15 input is estimated by the size of the text, and settled by the first usage")
	void inputIsEstimatedAndSettled() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(1000L).build();
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			ApixoMessagesClient client = builder(gateway, limits).build();
			for (int number = 0; number < 50; number++) {
				assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			}
			int bytes = gateway.requests().get(0).body().length();
			assertThat(this.asked.get(0).inputTokens()).isEqualTo(bytes / 4);
			assertThat(this.asked.get(0).outputTokens()).isZero();
		}
	}

	@Test
	@DisplayName("LIMIT-16 output is estimated by an average of the key, at most 'max_tokens', and settled at the end")
	void outputIsEstimatedAndSettled() {
		CallLimits limits = CallLimits.builder().outputTokensPerMinute(2000L).build();
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			ApixoMessagesClient client = builder(gateway, limits).build();
			Flux.range(0, 30)
				.concatMap((number) -> client
					.stream(Requests.hello().toBuilder().maxTokens((number == 0) ? 256 : 100_000).build()))
				.blockLast();
			assertThat(this.asked.get(0).outputTokens()).isEqualTo(256);
			assertThat(this.asked.get(1).outputTokens()).isBetween(500L, 999L);
			assertThat(this.asked.get(29).outputTokens()).isLessThan(10);
			assertThat(this.asked.get(0).inputTokens()).isZero();
		}
	}

	@Test
	@DisplayName("LIMIT-16 a message in one piece settles both")
	void messageSettlesBoth() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(1000L).outputTokensPerMinute(1000L).build();
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", Requests.MESSAGE))) {
			ApixoMessagesClient client = builder(gateway, limits).build();
			for (int number = 0; number < 50; number++) {
				Outcome<Message> outcome = Outcome.of(client.create(Requests.hello()));
				assertThat(outcome.failure()).isNull();
			}
		}
	}

}
