package com.example.apixo.standin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.PrematureCloseException;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class StandInGatewayTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final Map<String, String> HEADERS = Map.of("x-api-key", "any", "anthropic-version", "2023-06-01");

	private static final String CLOCK = """
			[{"name": "city_clock", "input_schema": {"type": "object"}}]""";

	private DisposableServer gateway;

	private WebClient client;

	@BeforeEach
	void start() {
		this.gateway = new StandInGateway(Duration.ofMillis(1)).start();
		this.client = WebClient.create("http://127.0.0.1:" + this.gateway.port());
		post(request("first", "")); // turned away with 429
	}

	@AfterEach
	void stop() {
		this.gateway.disposeNow();
	}

	@Test
	void aRequestWithoutAKeyIsNotAuthenticated() {
		ReceivedResponse response = post(request("hello", ""), Map.of("anthropic-version", "2023-06-01"));
		assertThat(response.status()).isEqualTo(401);
		assertThat(error(response)).isEqualTo("authentication_error: invalid x-api-key");
	}

	@Test
	void theKeyWrongIsRefused() {
		ReceivedResponse response = post(request("hello", ""),
				Map.of("anthropic-version", "2023-06-01", "x-api-key", "wrong"));
		assertThat(response.status()).isEqualTo(401);
		assertThat(error(response)).isEqualTo("authentication_error: invalid x-api-key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"model\": \"m\"}", "{\"model\": \"m\", \"max_tokens\": 9}",
			"{\"model\": \"m\", \"max_tokens\": 9, \"messages\": []}", "{", "" })
	void anIncompleteRequestIsInvalid(String body) {
		ReceivedResponse response = post(body);
		assertThat(response.status()).isEqualTo(400);
		assertThat(error(response)).isEqualTo("invalid_request_error: model, max_tokens and messages: Field required");
		assertThat(response.body().path("request_id").asString()).isEqualTo(response.headers().getFirst("request-id"));
	}

	@Test
	void everyEighthRequestIsTurnedAwayOnceAndSaysHowLongToWait() {
		for (int answered = 1; answered < 8; answered++) {
			assertThat(post(request("hello", "")).status()).isEqualTo(200);
		}
		ReceivedResponse response = post(request("hello", ""));
		assertThat(response.status()).isEqualTo(429);
		assertThat(response.headers().getFirst("retry-after")).isEqualTo("2");
		assertThat(error(response)).startsWith("rate_limit_error: ");
	}

	@Test
	void withoutStreamTheAnswerIsOneMessage() {
		JsonNode message = post(request("Explain RAG in 3 bullets.", "")).body();
		assertThat(message.path("type").asString()).isEqualTo("message");
		assertThat(message.at("/content/0/text").asString()).contains("**Retrieve.**", "**Augment.**", "**Generate.**");
		assertThat(message.path("stop_reason").asString()).isEqualTo("end_turn");
		assertThat(message.at("/usage/output_tokens").asInt()).isPositive();
	}

	@Test
	void theAnswerDependsOnThePrompt() {
		assertThat(text(stream(request("hello", "")))).startsWith("Hello");
		assertThat(text(stream(request("Show me the code", "")))).contains("```java");
		assertThat(text(stream(request("How do I bake bread?", "")))).contains("> How do I bake bread?");
		assertThat(text(stream(request("/echo <b>as it is</b>", "")))).isEqualTo("<b>as it is</b>");
	}

	@Test
	void aStreamHoldsTheEventsOfTheMessagesApiInTheirOrder() {
		List<JsonNode> events = stream(request("hello", ""));
		List<String> types = events.stream().map((event) -> event.path("type").asString()).distinct().toList();
		assertThat(types).containsExactly("message_start", "ping", "content_block_start", "content_block_delta",
				"content_block_stop", "message_delta", "message_stop");
		assertThat(events.get(0).at("/message/content")).isEmpty();
		assertThat(events.get(events.size() - 2).at("/delta/stop_reason").asString()).isEqualTo("end_turn");
	}

	@Test
	void thinkingComesFirstAndIsSigned() {
		List<JsonNode> events = stream(request("hello", "").replace("sonnet-4-6", "sonnet-4-6-thinking"));
		assertThat(deltas(events, "thinking_delta")).isNotEmpty();
		assertThat(deltas(events, "signature_delta")).hasSize(1);
		assertThat(events.indexOf(deltas(events, "signature_delta").get(0)))
			.isLessThan(events.indexOf(deltas(events, "text_delta").get(0)));
	}

	@Test
	void aQuestionForTheTimeCallsTheToolForBothCitiesWithArgumentsInPieces() {
		List<JsonNode> events = stream(request("What time is it in Tokyo and Lisbon?", """
				"tools": %s,""".formatted(CLOCK)));
		Map<Integer, String> inputs = deltas(events, "input_json_delta").stream()
			.collect(Collectors.groupingBy((event) -> event.path("index").asInt(),
					Collectors.mapping((event) -> event.at("/delta/partial_json").asString(), Collectors.joining())));
		assertThat(inputs).containsOnly(Map.entry(1, "{\"city\": \"Lisbon\", \"time_zone\": \"Europe/Lisbon\"}"),
				Map.entry(2, "{\"city\": \"Tokyo\", \"time_zone\": \"Asia/Tokyo\"}"));
		assertThat(events.get(events.size() - 2).at("/delta/stop_reason").asString()).isEqualTo("tool_use");
	}

	@Test
	void theResultOfAToolIsRepeated() {
		String body = """
				{"model": "m", "max_tokens": 9, "stream": true, "messages": [{"role": "user", "content": [
				{"type": "tool_result", "tool_use_id": "toolu_1", "content": "Tokyo: 09:30"}]}]}""";
		assertThat(text(stream(body))).isEqualTo("The clocks say:\n\n- Tokyo: 09:30\n");
	}

	@Test
	void anImageIsCounted() {
		String body = """
				{"model": "m", "max_tokens": 9, "stream": true, "messages": [{"role": "user", "content": [
				{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAAAAAA"}},
				{"type": "text", "text": "What is this?"}]}]}""";
		assertThat(text(stream(body))).contains("`image/png` and holds 6 bytes");
	}

	@Test
	void busyTurnsTwoOfThreeAttemptsAway() {
		assertThat(post(request("/429", "")).status()).isEqualTo(429);
		assertThat(post(request("/429", "")).status()).isEqualTo(429);
		assertThat(post(request("/429", "")).status()).isEqualTo(200);
	}

	@Test
	void overloadedIsItsOwnStatus() {
		ReceivedResponse response = post(request("/529", ""));
		assertThat(response.status()).isEqualTo(529);
		assertThat(error(response)).isEqualTo("overloaded_error: Overloaded");
	}

	@Test
	void aCutStreamEndsInTheMiddleOfItsBody() {
		StepVerifier.create(events(request("/cut", "")).last())
			.expectErrorSatisfies((error) -> assertThat(error).hasRootCauseInstanceOf(PrematureCloseException.class))
			.verify(LIMIT);
	}

	@Test
	void aStalledStreamStaysOpenInTheMiddleOfItsAnswer() {
		StepVerifier.create(events(request("/stall", "")).map((event) -> event.path("type").asString()))
			.expectNext("message_start", "ping", "content_block_start", "content_block_delta")
			.thenConsumeWhile("content_block_delta"::equals)
			.expectTimeout(Duration.ofSeconds(1))
			.verify(LIMIT);
	}

	@Test
	void unicodeArrivesUnharmed() {
		assertThat(text(stream(request("/unicode", "")))).contains("今晚的海很平静。", "👩‍🚀", "הים רגוע הערב.", "𝔸 ⊂ ℝⁿ");
	}

	private static String request(String prompt, String fields) {
		return """
				{"model": "claude-sonnet-4-6", "max_tokens": 1024, %s
				"messages": [{"role": "user", "content": "%s"}]}""".formatted(fields, prompt);
	}

	private ReceivedResponse post(String body) {
		return post(body, HEADERS);
	}

	private ReceivedResponse post(String body, Map<String, String> headers) {
		Mono<ReceivedResponse> reply = this.client.post()
			.uri("/v1/messages")
			.contentType(MediaType.APPLICATION_JSON)
			.headers((all) -> headers.forEach(all::set))
			.bodyValue(body)
			.exchangeToMono((response) -> response.bodyToMono(JsonNode.class)
				.map((answer) -> new ReceivedResponse(response.statusCode().value(), response.headers().asHttpHeaders(),
						answer)));
		return Objects.requireNonNull(reply.block(LIMIT));
	}

	private List<JsonNode> stream(String body) {
		return Objects.requireNonNull(events(body).collectList().block(LIMIT));
	}

	private Flux<JsonNode> events(String body) {
		return this.client.post()
			.uri("/v1/messages")
			.contentType(MediaType.APPLICATION_JSON)
			.headers((all) -> HEADERS.forEach(all::set))
			.bodyValue(body.replaceFirst("\\{", "{\"stream\": true, "))
			.retrieve()
			.bodyToFlux(String.class)
			.map(JsonMapper.shared()::readTree);
	}

	private static List<JsonNode> deltas(List<JsonNode> events, String type) {
		return events.stream().filter((event) -> event.at("/delta/type").asString("").equals(type)).toList();
	}

	private static String text(List<JsonNode> events) {
		return deltas(events, "text_delta").stream()
			.map((event) -> event.at("/delta/text").asString())
			.collect(Collectors.joining());
	}

	private static String error(ReceivedResponse response) {
		JsonNode error = response.body().path("error");
		return error.path("type").asString() + ": " + error.path("message").asString();
	}

	private record ReceivedResponse(int status, HttpHeaders headers, JsonNode body) {
	}

}
