package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputConfig;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.content.RedactedThinkingBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Other models instead of one that fails.
 */
@EachConnector
class ModelFallbackTests {

	private static final Pattern MODEL = Pattern.compile("\"model\":\"([^\"]+)\"");

	private static final Script STREAM = (response) -> response.respond(200, "text/event-stream",
			Requests.SHORT_STREAM);

	private static final Script MESSAGE = (response) -> response.respond(200, "application/json", Requests.MESSAGE);

	private final TestConnector connector;

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final Map<String, Script> models = new ConcurrentHashMap<>(
			Map.of("a", STREAM, "b", STREAM, "c", STREAM, "x", STREAM));

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
		Matcher model = MODEL.matcher(response.request().body());
		assertThat(model.find()).isTrue();
		this.asked.add(model.group(1));
		this.models.getOrDefault(model.group(1), STREAM).play(response);
	});

	ModelFallbackTests(TestConnector connector) {
		this.connector = connector;
	}

	private ApixoMessagesClient.Builder builder(ModelFallback fallback) {
		ApixoClientResources resources = new ApixoClientResources(null, new DefaultResilience(), Duration.ZERO,
				new BuilderSettingNames(), this.clock);
		return ApixoMessagesClient.builder(resources)
			.apiKey(Requests.KEY)
			.baseUrl(this.gateway.url())
			.webClientBuilder(this.connector.webClient())
			.retry(Retries.none())
			.fallback(fallback);
	}

	private ApixoMessagesClient client(String... models) {
		return builder(ModelFallback.to(models)).build();
	}

	private static MessagesRequest to(String model) {
		return Requests.hello().toBuilder().model(model).build();
	}

	private static Script failing(int status) {
		return Gateways.error(status, "api_error");
	}

	private static String servedBy(Outcome<StreamEvent> outcome) {
		assertThat(outcome.failure()).isNull();
		ResponseInfo response = ((MessageStart) outcome.elements().get(0)).message().response();
		return String.valueOf((response != null) ? response.fallbackModel() : null);
	}

	@Test
	@DisplayName("FALL-1 a request for a model of the list goes on below it, never above")
	void goesOnBelow() {
		this.models.put("b", failing(529));
		assertThat(servedBy(Outcome.of(client("a", "b", "c").stream(to("b"))))).isEqualTo("c");
		assertThat(this.asked).containsExactly("b", "c");
	}

	@Test
	@DisplayName("FALL-1 a request for any other model has the whole list")
	void otherModelHasTheWholeList() {
		this.models.put("x", failing(529));
		assertThat(servedBy(Outcome.of(client("a", "b").stream(to("x"))))).isEqualTo("a");
	}

	@Test
	@DisplayName("FALL-1 the last model has nothing below it")
	void lastHasNothing() {
		this.models.put("b", failing(529));
		Outcome.of(client("a", "b").stream(to("b"))).failure(ApixoApiException.class);
		assertThat(this.asked).containsExactly("b");
	}

	@Test
	@DisplayName("FALL-1 mutate() without a fallback pins the model")
	void mutatePins() {
		this.models.put("x", failing(529));
		Outcome.of(client("a").mutate().fallback(null).build().stream(to("x"))).failure(ApixoApiException.class);
		assertThat(this.asked).containsExactly("x");
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 502, 503, 504, 529 })
	@DisplayName("FALL-2 follows 500, 502, 503, 504 and 529, also for a message in one piece")
	void followsStatuses(int status) {
		this.models.put("x", failing(status));
		this.models.put("a", MESSAGE);
		Message message = Outcome.of(client("a").create(to("x"))).elements().get(0);
		ResponseInfo response = message.response();
		assertThat(response).isNotNull();
		assertThat(response.fallbackModel()).isEqualTo("a");
		assertThat(this.asked).containsExactly("x", "a");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 402, 403, 404, 405, 408, 409, 413, 418, 422, 429, 501, 505, 599 })
	@DisplayName("FALL-2 follows no other status")
	void followsNoOtherStatus(int status) {
		this.models.put("x", failing(status));
		Outcome.of(client("a").stream(to("x"))).failure(ApixoApiException.class);
		assertThat(this.asked).containsExactly("x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "overloaded_error", "api_error", "timeout_error" })
	@DisplayName("FALL-2 follows an error event that comes first, by what it means")
	void followsFirstEventError(String type) {
		this.models.put("x", (response) -> response.respond(200, "text/event-stream", Requests.error(type)));
		assertThat(servedBy(Outcome.of(client("a").stream(to("x"))))).isEqualTo("a");
	}

	@ParameterizedTest
	@ValueSource(strings = { "invalid_request_error", "authentication_error", "billing_error", "permission_error",
			"not_found_error", "request_too_large", "rate_limit_error" })
	@DisplayName("FALL-2 follows no other error event")
	void followsNoOtherFirstEventError(String type) {
		this.models.put("x", (response) -> response.respond(200, "text/event-stream", Requests.error(type)));
		Outcome.of(client("a").stream(to("x"))).failure(ApixoApiException.class);
		assertThat(this.asked).containsExactly("x");
	}

	@Test
	@DisplayName("FALL-2 an overloaded model is 529 whatever the status of its error")
	void overloadedIs529() {
		this.models.put("x", Gateways.error(429, "overloaded_error"));
		ModelFallback only529 = ModelFallback.to("a").withStatuses(529);
		assertThat(servedBy(Outcome.of(builder(only529).build().stream(to("x"))))).isEqualTo("a");
	}

	static List<Script> otherFailures() {
		return List.of(ScriptedResponse::reset, (response) -> response.respond(200, "text/html", "<html></html>"),
				(response) -> response.startStream().endStream());
	}

	@ParameterizedTest
	@MethodSource("otherFailures")
	@DisplayName("FALL-2 follows no failure of a connection or a protocol")
	void followsNoOtherFailure(Script script) {
		this.models.put("x", script);
		assertThat(Outcome.of(client("a").stream(to("x"))).failure()).isNotNull();
		assertThat(this.asked).containsOnly("x");
	}

	@Test
	@DisplayName("FALL-2 follows no timeout and no open circuit breaker")
	void followsNoTimeoutAndNoBreaker() {
		this.models.put("x", (response) -> response.awaitClose());
		ApixoMessagesClient client = client("a");
		assertThat(
				Outcome.of(client.mutate().responseTimeout(Duration.ofMillis(200)).build().stream(to("x"))).failure())
			.isNotNull();
		CircuitBreaker open = CircuitBreaker.ofDefaults("test");
		open.transitionToForcedOpenState();
		Outcome.of(client.mutate().circuitBreaker(open).build().stream(to("x")))
			.failure(CallNotPermittedException.class);
		assertThat(this.asked).doesNotContain("a");
	}

	@Test
	@DisplayName("FALL-2 follows nothing once an event was delivered")
	void followsNothingAfterAnEvent() {
		this.models.put("x", (response) -> response.respond(200, "text/event-stream",
				Requests.START + Requests.error("overloaded_error")));
		Outcome.of(client("a").stream(to("x"))).failure(ApixoApiException.class);
		this.models.put("x", (response) -> response.respond(200, "text/event-stream", Requests.START));
		Outcome.of(client("a").stream(to("x"))).failure(ApixoIncompleteStreamException.class);
		assertThat(this.asked).containsExactly("x", "x");
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 399, 400, 401, 402, 403, 404, 413, 422, 600 })
	@DisplayName("FALL-2 statuses that no other model can help are refused as a setting")
	void uselessStatusesAreRefused(int status) {
		ModelFallback fallback = ModelFallback.to("a");
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> fallback.withStatuses(status))
			.withMessageContaining(String.valueOf(status));
	}

	@Test
	@DisplayName("FALL-3 the failure of the first model surfaces, the others suppressed")
	void firstFailureSurfaces() {
		this.models.put("x", failing(503));
		this.models.put("a", failing(529));
		this.models.put("b", failing(400));
		ApixoApiException failure = Outcome.of(client("a", "b", "c").stream(to("x"))).failure(ApixoApiException.class);
		assertThat(failure.status()).isEqualTo(503);
		assertThat(failure.getSuppressed()).extracting((other) -> ((ApixoApiException) other).status())
			.contains(529, 400);
		assertThat(this.asked).as("400 is followed by nothing").containsExactly("x", "a", "b");
	}

	@Test
	@DisplayName("FALL-3 a call sends at most its attempts and one request to each other model")
	void requestsAreBounded() {
		List.of("x", "a", "b").forEach((model) -> this.models.put(model, failing(502)));
		Outcome.of(client("a", "b").mutate().retry(Retries.attempts(4)).build().stream(to("x")))
			.failure(ApixoApiException.class);
		assertThat(this.asked).containsExactly("x", "a", "b", "x", "x", "x");
	}

	@Test
	@DisplayName("FALL-3 each model has a turn and a permission of its own")
	void eachModelHasItsOwnTurn() {
		this.models.put("x", failing(529));
		CircuitBreaker breaker = CircuitBreaker.ofDefaults("test");
		ApixoMessagesClient client = builder(ModelFallback.to("a")).circuitBreaker(breaker)
			.limiter(CallLimiter.inMemory(this.clock))
			.limits(CallLimits.builder().concurrentCalls(1).requestsPerMinute(2).build())
			.build();
		assertThat(servedBy(Outcome.of(client.stream(to("x"))))).isEqualTo("a");
		assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(2);
		assertThat(Outcome.of(client.stream(to("x"))).failure()).hasMessageContaining("2 requests per minute");
	}

	@Test
	@DisplayName("FALL-4 a model that failed is passed over, then one call tries it and the others follow")
	void failedModelIsPassedOver() {
		ApixoMessagesClient client = client("a");
		this.models.put("x", failing(529));
		Outcome.of(client.stream(to("x")));
		this.models.put("x", STREAM);
		assertThat(client.activity().coolingModels()).containsExactly("x");
		assertThat(servedBy(Outcome.of(client.stream(to("x"))))).isEqualTo("a");
		assertThat(this.asked).containsExactly("x", "a", "a");
		this.clock.advanceTimeBy(Duration.ofSeconds(30));
		assertThat(client.activity().coolingModels()).isEmpty();
		assertThat(servedBy(Outcome.of(client.stream(to("x"))))).isEqualTo("null");
		assertThat(servedBy(Outcome.of(client.stream(to("x"))))).isEqualTo("null");
		assertThat(this.asked).containsExactly("x", "a", "a", "x", "x");
	}

	@Test
	@DisplayName("FALL-4 when all below fail, the model that was passed over is asked after all")
	void passedOverIsAskedAfterAll() {
		ApixoMessagesClient client = client("a");
		this.models.put("x", failing(529));
		Outcome.of(client.stream(to("x")));
		this.models.put("x", STREAM);
		this.models.put("a", failing(503));
		assertThat(servedBy(Outcome.of(client.stream(to("x"))))).isEqualTo("null");
		assertThat(this.asked).containsExactly("x", "a", "a", "x");
	}

	@Test
	@DisplayName("FALL-4 longer advice of the gateway counts, up to 5 minutes")
	void longerAdviceCounts() {
		ApixoMessagesClient client = client("a");
		this.models.put("x", Gateways.error(529, "overloaded_error", "Retry-After: 3600"));
		Outcome.of(client.stream(to("x")));
		this.clock.advanceTimeBy(Duration.ofMinutes(5).minusMillis(1));
		assertThat(client.activity().coolingModels()).containsExactly("x");
		this.clock.advanceTimeBy(Duration.ofMillis(1));
		assertThat(client.activity().coolingModels()).isEmpty();
	}

	@Test
	@DisplayName("FALL-4 clients of another gateway are not concerned")
	void otherGatewayIsNotConcerned() {
		ApixoMessagesClient client = client("a");
		this.models.put("x", failing(529));
		Outcome.of(client.stream(to("x")));
		try (ScriptedGateway other = ScriptedGateway.playing(STREAM)) {
			ApixoMessagesClient moved = client.mutate().baseUrl(other.url()).apiKey(Requests.KEY).build();
			assertThat(servedBy(Outcome.of(moved.stream(to("x"))))).isEqualTo("null");
		}
	}

	@Test
	@DisplayName("FALL-5 the request for another model has neither thinking nor effort, the first one is untouched")
	void requestIsAdapted() {
		MessagesRequest request = MessagesRequest.builder()
			.model("x")
			.maxTokens(2000)
			.thinking(Thinking.enabled(1024))
			.outputConfig(OutputConfig.effort(ai.apixo.messages.Effort.HIGH))
			.user("One")
			.message(InputMessage.assistant(new ThinkingBlock("hm", "signature"), new TextBlock("Two")))
			.user("Three")
			.message(InputMessage.assistant(new RedactedThinkingBlock("data")))
			.user("Four")
			.build();
		this.models.put("x", failing(529));
		assertThat(servedBy(Outcome.of(client("a").stream(request)))).isEqualTo("a");
		assertThat(this.gateway.requests().get(0).body()).contains("thinking", "signature", "effort", "data");
		String adapted = this.gateway.requests().get(1).body();
		assertThat(adapted).doesNotContain("thinking", "signature", "effort", "output_config")
			.contains("One", "Two", "Three", "Four", "\"model\":\"a\"", "\"max_tokens\":2000", "\"stream\":true");
		assertThat(Pattern.compile("assistant").matcher(adapted).results()).as("an empty turn is left out").hasSize(1);
	}

	@Test
	@DisplayName("FALL-5 the user's own change sees the request with the model set")
	void ownChange() {
		this.models.put("x", failing(529));
		List<MessagesRequest> seen = new CopyOnWriteArrayList<>();
		ModelFallback fallback = ModelFallback.to().then("a", (request) -> {
			seen.add(request);
			return request.toBuilder().maxTokens(7).build();
		});
		assertThat(servedBy(Outcome.of(builder(fallback).build().stream(to("x"))))).isEqualTo("a");
		assertThat(seen).containsExactly(to("a"));
		assertThat(this.gateway.requests().get(1).body()).contains("\"max_tokens\":7");
	}

	@Test
	@DisplayName("FALL-5 what the user's own change throws ends the list")
	void failingChangeEndsTheList() {
		this.models.put("x", failing(529));
		ModelFallback fallback = ModelFallback.to().then("a", (request) -> {
			throw new IllegalStateException("no");
		}).then("b", (request) -> request);
		ApixoApiException failure = Outcome.of(builder(fallback).build().stream(to("x")))
			.failure(ApixoApiException.class);
		assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(IllegalStateException.class);
		assertThat(this.asked).containsExactly("x");
	}

	@Test
	@DisplayName("FALL-5 a model is named once")
	void modelIsNamedOnce() {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> ModelFallback.to("a", "a"));
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> ModelFallback.to(" "));
		assertThat(ModelFallback.to("a", "b").models()).containsExactly("a", "b");
	}

	@Test
	@DisplayName("FALL-6 the model of the message is the wire's word")
	void modelOfTheMessageIsTheWires() {
		this.models.put("x", failing(529));
		Mono<Message> answer = client("a").streamMessage(to("x"));
		Message message = Outcome.of(answer).elements().get(0);
		assertThat(message.model()).isEqualTo("m");
		ResponseInfo response = message.response();
		assertThat(response).isNotNull();
		assertThat(response.fallbackModel()).isEqualTo("a");
	}

}
