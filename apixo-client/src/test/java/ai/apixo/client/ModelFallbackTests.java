package ai.apixo.client;

import java.time.Duration;
import java.util.List;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.limit.CallLimits;
import ai.apixo.messages.Message;
import ai.apixo.messages.ResponseInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What leads to another model than the one that fails.
 */
@EachConnector
class ModelFallbackTests {

	private final FallbackClient fallback;

	ModelFallbackTests(TestConnector connector) {
		this.fallback = new FallbackClient(connector);
	}

	@Test
	@DisplayName("FALL-1 a request for a model of the list goes on below it, never above")
	void goesOnBelow() {
		this.fallback.models().put("b", FallbackClient.failing(529));
		assertThat(
				FallbackClient.servedBy(Outcome.of(this.fallback.client("a", "b", "c").stream(FallbackClient.to("b")))))
			.isEqualTo("c");
		assertThat(this.fallback.asked()).containsExactly("b", "c");
	}

	@Test
	@DisplayName("FALL-1 a request for any other model has the whole list")
	void otherModelHasTheWholeList() {
		this.fallback.models().put("x", FallbackClient.failing(529));
		assertThat(FallbackClient.servedBy(Outcome.of(this.fallback.client("a", "b").stream(FallbackClient.to("x")))))
			.isEqualTo("a");
	}

	@Test
	@DisplayName("FALL-1 the last model has nothing below it")
	void lastHasNothing() {
		this.fallback.models().put("b", FallbackClient.failing(529));
		Outcome.of(this.fallback.client("a", "b").stream(FallbackClient.to("b"))).failure(ApixoApiException.class);
		assertThat(this.fallback.asked()).containsExactly("b");
	}

	@Test
	@DisplayName("FALL-1 mutate() without a fallback pins the model")
	void mutatePins() {
		this.fallback.models().put("x", FallbackClient.failing(529));
		Outcome.of(this.fallback.client("a").mutate().fallback(null).build().stream(FallbackClient.to("x")))
			.failure(ApixoApiException.class);
		assertThat(this.fallback.asked()).containsExactly("x");
	}

	static List<Script> otherFailures() {
		return List.of(ScriptedResponse::reset, (response) -> response.respond(200, "text/html", "<html></html>"),
				(response) -> response.startStream().endStream());
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 502, 503, 504, 529 })
	@DisplayName("FALL-2 follows 500, 502, 503, 504 and 529, also for a message in one piece")
	void followsStatuses(int status) {
		this.fallback.models().put("x", FallbackClient.failing(status));
		this.fallback.models().put("a", FallbackClient.MESSAGE);
		Message message = Outcome.of(this.fallback.client("a").create(FallbackClient.to("x"))).elements().get(0);
		ResponseInfo response = message.response();
		assertThat(response).isNotNull();
		assertThat(response.fallbackModel()).isEqualTo("a");
		assertThat(this.fallback.asked()).containsExactly("x", "a");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 402, 403, 404, 405, 408, 409, 413, 418, 422, 429, 501, 505, 599 })
	@DisplayName("FALL-2 follows no other status")
	void followsNoOtherStatus(int status) {
		this.fallback.models().put("x", FallbackClient.failing(status));
		Outcome.of(this.fallback.client("a").stream(FallbackClient.to("x"))).failure(ApixoApiException.class);
		assertThat(this.fallback.asked()).containsExactly("x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "overloaded_error", "api_error", "timeout_error" })
	@DisplayName("FALL-2 follows an error event that comes first, by what it means")
	void followsFirstEventError(String type) {
		this.fallback.models().put("x", (response) -> response.respond(200, "text/event-stream", Requests.error(type)));
		assertThat(FallbackClient.servedBy(Outcome.of(this.fallback.client("a").stream(FallbackClient.to("x")))))
			.isEqualTo("a");
	}

	@ParameterizedTest
	@ValueSource(strings = { "invalid_request_error", "authentication_error", "billing_error", "permission_error",
			"not_found_error", "request_too_large", "rate_limit_error" })
	@DisplayName("FALL-2 follows no other error event")
	void followsNoOtherFirstEventError(String type) {
		this.fallback.models().put("x", (response) -> response.respond(200, "text/event-stream", Requests.error(type)));
		Outcome.of(this.fallback.client("a").stream(FallbackClient.to("x"))).failure(ApixoApiException.class);
		assertThat(this.fallback.asked()).containsExactly("x");
	}

	@Test
	@DisplayName("FALL-2 an overloaded model is 529 whatever the status of its error")
	void overloadedIs529() {
		this.fallback.models().put("x", Gateways.error(429, "overloaded_error"));
		ModelFallback only529 = ModelFallback.to("a").withStatuses(529);
		assertThat(FallbackClient
			.servedBy(Outcome.of(this.fallback.builder(only529).build().stream(FallbackClient.to("x")))))
			.isEqualTo("a");
	}

	@ParameterizedTest
	@MethodSource("otherFailures")
	@DisplayName("FALL-2 follows no failure of a connection or a protocol")
	void followsNoOtherFailure(Script script) {
		this.fallback.models().put("x", script);
		assertThat(Outcome.of(this.fallback.client("a").stream(FallbackClient.to("x"))).failure()).isNotNull();
		assertThat(this.fallback.asked()).containsOnly("x");
	}

	@Test
	@DisplayName("FALL-2 follows no timeout and no open circuit breaker")
	void followsNoTimeoutAndNoBreaker() {
		this.fallback.models().put("x", (response) -> response.awaitClose());
		ApixoMessagesClient client = this.fallback.client("a");
		assertThat(Outcome
			.of(client.mutate().responseTimeout(Duration.ofMillis(200)).build().stream(FallbackClient.to("x")))
			.failure()).isNotNull();
		CircuitBreaker open = CircuitBreaker.ofDefaults("test");
		open.transitionToForcedOpenState();
		Outcome.of(client.mutate().circuitBreaker(open).build().stream(FallbackClient.to("x")))
			.failure(CallNotPermittedException.class);
		assertThat(this.fallback.asked()).doesNotContain("a");
	}

	@Test
	@DisplayName("FALL-2 follows nothing once an event was delivered")
	void followsNothingAfterAnEvent() {
		this.fallback.models()
			.put("x", (response) -> response.respond(200, "text/event-stream",
					Requests.START + Requests.error("overloaded_error")));
		Outcome.of(this.fallback.client("a").stream(FallbackClient.to("x"))).failure(ApixoApiException.class);
		this.fallback.models().put("x", (response) -> response.respond(200, "text/event-stream", Requests.START));
		Outcome.of(this.fallback.client("a").stream(FallbackClient.to("x")))
			.failure(ApixoIncompleteStreamException.class);
		assertThat(this.fallback.asked()).containsExactly("x", "x");
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 399, 400, 401, 402, 403, 404, 413, 422, 600 })
	@DisplayName("FALL-2 statuses that no other model can help are refused as a setting")
	void uselessStatusesAreRefused(int status) {
		ModelFallback fallback = ModelFallback.to("a");
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> fallback.withStatuses(status))
			.withMessageContaining(String.valueOf(status));
	}

	@ParameterizedTest
	@CsvSource({ "503,true", "'\"529\"',true", "400,false", "429,false" })
	@DisplayName("FALL-2 follows an error of a good status by the code that it names, also for a message in one piece")
	void followsTheCodeOfAnErrorOfGoodStatus(String code, boolean followed) {
		this.fallback.models()
			.put("x", (response) -> response.respond(200, "application/json",
					"{\"error\":{\"code\":" + code + ",\"message\":\"no\"}}"));
		this.fallback.models().put("a", FallbackClient.MESSAGE);
		Outcome<Message> outcome = Outcome.of(this.fallback.client("a").create(FallbackClient.to("x")));
		assertThat(outcome.failure() == null).isEqualTo(followed);
		assertThat(this.fallback.asked()).isEqualTo(followed ? List.of("x", "a") : List.of("x"));
	}

	@Test
	@DisplayName("FALL-2 follows neither a full bulkhead nor a call without a turn")
	void followsNoBulkheadAndNoLimit() {
		ApixoMessagesClient client = this.fallback.client("a");
		Bulkhead full = Bulkhead.of("test", BulkheadConfig.custom().maxConcurrentCalls(0).build());
		Outcome.of(client.mutate().bulkhead(full).build().stream(FallbackClient.to("x")))
			.failure(BulkheadFullException.class);
		assertThat(this.fallback.asked()).isEmpty();
		ApixoMessagesClient limited = client.mutate()
			.limits(CallLimits.builder().requestsPerMinute(1).maxWait(Duration.ZERO).build())
			.build();
		Outcome.of(limited.stream(FallbackClient.to("x")));
		Outcome.of(limited.stream(FallbackClient.to("x"))).failure(ApixoLimitException.class);
		assertThat(this.fallback.asked()).containsExactly("x");
	}

}
