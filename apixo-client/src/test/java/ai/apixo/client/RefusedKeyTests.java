package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What responses do to the turns of a key.
 */
@EachConnector
class RefusedKeyTests {

	private final LimitedClient limited;

	RefusedKeyTests(TestConnector connector) {
		this.limited = new LimitedClient(connector);
	}

	@Test
	@DisplayName("LIMIT-14 a connection that cannot be made gives the request back")
	void failedConnectionGivesTheRequestBack() {
		ScriptedGateway gone = ScriptedGateway.playing(LimitedClient.HELLO);
		gone.close();
		ApixoMessagesClient client = this.limited.builder(gone, LimitedClient.requests(1)).build();
		for (int number = 0; number < 3; number++) {
			Outcome.of(client.stream(Requests.hello())).failure(ApixoConnectionException.class);
		}
	}

	@Test
	@DisplayName("LIMIT-14 an error status keeps the request")
	void errorStatusKeepsTheRequest() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(400, "invalid_request_error"))) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.requests(1)).build();
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
		try (ScriptedGateway gateway = ScriptedGateway.playing(refusal, LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.requests(100)).build();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoApiException.class);
			List<StreamEvent> events = new CopyOnWriteArrayList<>();
			client.mutate().name("other").build().stream(Requests.hello()).subscribe(events::add);
			assertThat(client.activity().waitingCalls()).isOne();
			this.limited.clock().advanceTimeBy(Duration.ofSeconds(1));
			await().untilAsserted(() -> assertThat(events).hasSize(Requests.EVENTS));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "overloaded_error", "api_error", "timeout_error" })
	@DisplayName("LIMIT-18 an overloaded model is no refusal of the key")
	void otherErrorsAreNoRefusal(String type) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(
				(response) -> response.respond(200, "text/event-stream", Requests.error(type)), LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.requests(100)).build();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoApiException.class);
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
		}
	}

	@Test
	@DisplayName("LIMIT-22 'x-should-retry: false' stops the retry, not the rest of the key")
	void adviceAgainstRetryDoesNotStopTheRest() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(
				Gateways.error(429, "rate_limit_error", "x-should-retry: false", "Retry-After: 7"),
				LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited
				.builder(gateway, LimitedClient.requests(100).toBuilder().maxWait(Duration.ofSeconds(1)).build())
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
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.requests(100)).build();
			assertThat(Outcome.of(client.create(Requests.hello())).failure()).isNull();
			ApixoLimitException failure = Outcome.of(client.create(Requests.hello()))
				.failure(ApixoLimitException.class);
			assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(45));
		}
	}

	@Test
	@DisplayName("LIMIT-14 an attempt that the circuit breaker refuses gives its request back")
	void attemptRefusedByTheBreakerGivesTheRequestBack() {
		CircuitBreaker breaker = CircuitBreaker.of("test",
				CircuitBreakerConfig.custom().slidingWindowSize(1).minimumNumberOfCalls(1).build());
		Script failing = (response) -> response.respond(200, "text/event-stream", Requests.error("overloaded_error"));
		try (ScriptedGateway gateway = ScriptedGateway.playing(failing, LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.requests(2))
				.retry(Retries.attempts(2, (failure) -> true))
				.circuitBreaker(breaker)
				.build();
			Outcome.of(client.stream(Requests.hello())).failure(CallNotPermittedException.class);
			breaker.reset();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoLimitException.class);
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	static List<Script> noResponses() {
		return List.of(ScriptedResponse::reset, ScriptedResponse::awaitClose);
	}

	@ParameterizedTest
	@MethodSource("noResponses")
	@DisplayName("LIMIT-14 a reset and a timeout before the head give the request back")
	void withoutHeadNothingCounts(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script, LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.requests(1))
				.responseTimeout(Duration.ofMillis(300))
				.build();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNotNull();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
		}
	}

	@Test
	@DisplayName("LIMIT-14 a call that is cancelled before its head gives the request back")
	void cancelledBeforeItsHead() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ScriptedResponse::awaitClose, LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.requests(1)).build();
			Disposable call = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			call.dispose();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
		}
	}

	@Test
	@DisplayName("LIMIT-22 the retry's own wait and the rest of the key do not add up, the later one counts")
	void laterOfTheTwoWaitsCounts() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing(Gateways.error(429, "rate_limit_error", "retry-after-ms: 20"), LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.requests(100))
				.retry(Retries.attempts(2))
				.build();
			List<StreamEvent> events = new CopyOnWriteArrayList<>();
			client.stream(Requests.hello()).subscribe(events::add);
			await().until(() -> this.limited.asked().size() == 2);
			assertThat(client.activity().waitingCalls()).as("the key rests").isOne();
			assertThat(gateway.requests()).hasSize(1);
			this.limited.clock().advanceTimeBy(Duration.ofMillis(20));
			await().untilAsserted(() -> assertThat(events).hasSize(Requests.EVENTS));
		}
	}

}
