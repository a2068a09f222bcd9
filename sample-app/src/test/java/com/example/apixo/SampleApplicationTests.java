package com.example.apixo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.test.ApixoAssertions;
import ai.apixo.test.MockApixoGateway;
import ai.apixo.test.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The sample as a newcomer starts it: without a key, over real sockets.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "stand-in.pace=2ms", "apixo.api-key=" })
class SampleApplicationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final ParameterizedTypeReference<ServerSentEvent<JsonNode>> FRAME = new ParameterizedTypeReference<>() {
	};

	@Autowired
	private ApixoMessagesClient client;

	@Autowired
	private MockApixoGateway gateway;

	@LocalServerPort
	private int port;

	@Test
	void eventsArriveWhileTheAnswerIsStillBeingWritten() {
		// The answer stalls half way: what arrives cannot have waited for its end.
		StepVerifier.create(chat("/stall").filter(hasType("content_block_delta")))
			.expectNextCount(10)
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void aBrowserThatLeavesFindsItsAnswerAgain() {
		Map<String, String> body = Map.of("prompt", "hello", "run", "left");
		AtomicReference<String> session = new AtomicReference<>("");
		List<String> seen = Objects.requireNonNull(
				frames(body, session).take(3).map((frame) -> String.valueOf(frame.id())).collectList().block(LIMIT));
		List<String> rest = Objects.requireNonNull(webClient().get()
			.uri("/api/chat/left")
			.cookie("SESSION", String.valueOf(session.get()))
			.header("Last-Event-ID", seen.get(2))
			.retrieve()
			.bodyToFlux(FRAME)
			.filter((frame) -> frame.data() != null)
			.map((frame) -> String.valueOf(frame.id()))
			.collectList()
			.block(LIMIT));
		assertThat(seen).containsExactly("1", "2", "3");
		assertThat(rest).startsWith("4", "5").doesNotHaveDuplicates();
	}

	@Test
	void onlyTheSessionThatAskedFindsItsAnswer() {
		AtomicReference<String> session = new AtomicReference<>("");
		frames(Map.of("prompt", "hello", "run", "mine"), session).blockLast(LIMIT);
		assertThat(webClient().get()
			.uri("/api/chat/mine")
			.exchangeToMono((response) -> Mono.just(response.statusCode().value()))
			.block(LIMIT)).isEqualTo(404);
	}

	@Test
	void aStoppedAnswerClosesTheCallToTheGateway() {
		AtomicReference<String> session = new AtomicReference<>("");
		Flux<ServerSentEvent<JsonNode>> frames = frames(Map.of("prompt", "/stall", "run", "stopped"), session);
		StepVerifier.create(frames.filter((frame) -> "end".equals(frame.event()) || "8".equals(frame.id())))
			.expectNextCount(1)
			.then(() -> webClient().delete()
				.uri("/api/chat/stopped")
				.cookie("SESSION", String.valueOf(session.get()))
				.retrieve()
				.toBodilessEntity()
				.subscribe())
			.expectNextCount(1)
			.expectComplete()
			.verify(LIMIT);
		Awaitility.await().atMost(LIMIT).until(() -> this.client.activity().openCalls() == 0);
		List<ReceivedRequest> requests = this.gateway.requests();
		ApixoAssertions.assertThat(requests.get(requests.size() - 1)).isClosedByClientWithin(LIMIT);
	}

	private Flux<ServerSentEvent<JsonNode>> frames(Map<String, ?> body, AtomicReference<String> session) {
		return post(body).exchangeToFlux((response) -> {
			session.set(Objects.requireNonNull(response.cookies().getFirst("SESSION")).getValue());
			return response.bodyToFlux(FRAME).filter((frame) -> frame.data() != null);
		});
	}

	@Test
	void aBusyGatewayIsAnnouncedBeforeEachWaitAndTheAnswerComesOnce() {
		List<JsonNode> events = all(chat("/429"));
		List<JsonNode> retries = events.stream().filter(hasType("Retry")).toList();
		assertThat(retries).hasSize(2);
		assertThat(retries.get(0).path("attempt").asInt()).isOne();
		assertThat(retries.get(0).path("waitMillis").asInt()).isGreaterThanOrEqualTo(2000);
		assertThat(events.subList(0, retries.size())).isEqualTo(retries);
		assertThat(events.stream().filter(hasType("message_start"))).hasSize(1);
	}

	@Test
	void theFiguresOfACallFollowItsAnswer() {
		List<JsonNode> events = all(chat("/429"));
		JsonNode figures = events.get(events.size() - 1);
		assertThat(figures.path("type").asString()).isEqualTo("Figures");
		assertThat(figures.path("attempts").asInt()).isEqualTo(3);
		assertThat(figures.path("firstChunkMillis").asInt()).isGreaterThanOrEqualTo(4000);
	}

	@Test
	void theFiguresOfACallAreThoseOfTheMetrics() {
		List<JsonNode> events = all(chat(Map.of("prompt", "hello", "model", "claude-opus-4-7")));
		JsonNode figures = events.get(events.size() - 1);
		assertThat(metric("gen_ai.client.operation.duration", "TOTAL_TIME")).isCloseTo(seconds(figures, "duration"),
				within(0.05));
		assertThat(metric("gen_ai.client.operation.time_to_first_chunk", "TOTAL_TIME"))
			.isCloseTo(seconds(figures, "firstChunk"), within(0.001));
		assertThat(metric("apixo.client.retries", "COUNT")).isEqualTo(figures.path("attempts").asInt() - 1);
		assertThat(metric("gen_ai.client.token.usage", "TOTAL"))
			.isEqualTo(figures.path("usage").valueStream().mapToInt(JsonNode::asInt).sum());
	}

	private static double seconds(JsonNode figures, String name) {
		return figures.path(name + "Millis").asLong() / 1000.0;
	}

	private double metric(String name, String statistic) {
		return get("/actuator/metrics/" + name + "?tag=gen_ai.request.model:claude-opus-4-7").path("measurements")
			.valueStream()
			.filter((measurement) -> measurement.path("statistic").asString().equals(statistic))
			.findFirst()
			.orElseThrow()
			.path("value")
			.asDouble();
	}

	@Test
	void everyEventTellsWhenItWasSent() {
		List<JsonNode> events = all(sent(Map.of("prompt", "hello")));
		assertThat(events).extracting((event) -> event.path("at").asInt()).isSorted();
		JsonNode last = events.get(events.size() - 1);
		int duration = last.at("/event/durationMillis").asInt();
		assertThat(last.path("at").asInt()).isBetween(duration, duration + 1000);
	}

	@Test
	void aCutAnswerEndsWithAProblemThatSaysSo() {
		List<JsonNode> events = all(chat("/cut"));
		JsonNode problem = events.get(events.size() - 1);
		assertThat(problem.path("type").asString()).isEqualTo("Problem");
		assertThat(problem.path("reason").asString()).isEqualTo("CUT");
		assertThat(problem.path("details").asString()).contains("not the whole message");
		assertThat(events.stream().filter(hasType("content_block_delta"))).isNotEmpty();
	}

	@Test
	void anOverloadedGatewayIsAProblemWithAdvice() {
		List<JsonNode> events = all(chat("/529").filter(hasType("Retry").negate()));
		assertThat(events).singleElement().satisfies((problem) -> {
			assertThat(problem.path("reason").asString()).isEqualTo("OVERLOADED");
			assertThat(problem.path("again").asBoolean()).isTrue();
			assertThat(problem.path("details").asString()).contains("apixo.retry.statuses");
		});
	}

	@Test
	void theModelMayUseTheClockAndAnswersWithItsResult() {
		List<JsonNode> events = all(chat("What time is it in Tokyo and Lisbon?"));
		List<JsonNode> results = events.stream().filter(hasType("tool_result")).toList();
		assertThat(results).extracting((result) -> result.path("content").asString())
			.as("in the order in which the clocks have answered")
			.satisfiesExactlyInAnyOrder((lisbon) -> assertThat(lisbon).startsWith("Lisbon: "),
					(tokyo) -> assertThat(tokyo).startsWith("Tokyo: "));
		assertThat(text(events)).contains("The tools say:", "- Tokyo: ", "- Lisbon: ");
		assertThat(events.stream().filter(hasType("message_start"))).hasSize(2);
	}

	@Test
	void theStopsOfATripArriveOneByOneWhileTheDocumentIsWritten() {
		List<ServerSentEvent<JsonNode>> events = Objects.requireNonNull(
				webClient().get().uri("/api/trip?city=Porto").retrieve().bodyToFlux(FRAME).collectList().block(LIMIT));
		assertThat(events).filteredOn((event) -> event.event() == null && event.data() != null)
			.hasSize(9)
			.allSatisfy((stop) -> assertThat(Objects.requireNonNull(stop.data()).propertyNames()).containsExactly("day",
					"time", "place", "why"));
		assertThat(events.get(events.size() - 1).event()).isEqualTo("end");
	}

	@Test
	void theSampleListensOnLoopbackAlone(@Autowired Environment environment) {
		assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
	}

	@Test
	void theConversationSoFarIsSentAlong() {
		List<JsonNode> events = all(chat(Map
			.of("prompt", "hello", "messages", List.of(Map.of("role", "user", "content", "Who are you?"),
					Map.of("role", "assistant", "content", List.of(Map.of("type", "text", "text", "A stand-in.")))))));
		JsonNode start = events.stream().filter(hasType("message_start")).findFirst().orElseThrow();
		assertThat(start.at("/message/usage/cache_read_input_tokens").asInt()).isPositive();
	}

	@Test
	void anImageReachesTheGateway() {
		List<JsonNode> events = all(chat(Map.of("prompt", "What is this?", "files",
				List.of(Map.of("mediaType", "image/png", "data", "iVBORw0KGgo=")))));
		assertThat(text(events)).contains("`image/png` and holds");
	}

	@Test
	void aDocumentReachesTheGateway() {
		List<JsonNode> events = all(chat(Map.of("prompt", "What is this?", "files",
				List.of(Map.of("mediaType", "application/pdf", "data", "JVBERi0xLjc=")))));
		assertThat(text(events)).contains("`application/pdf` and holds 8 bytes");
	}

	@Test
	void anUnknownFileTypeAndAnEmptyPromptAreRefusedWithAReason() {
		assertThat(refusal(Map.of("prompt", " "))).isEqualTo("Type a prompt first.");
		assertThat(refusal(Map.of("prompt", "What is this?", "files",
				List.of(Map.of("mediaType", "image/svg+xml", "data", "PHN2Zy8+")))))
			.contains("image/svg+xml", "image/png");
		assertThat(refusal(Map.of("prompt", "What is this?", "files", List.of(Map.of("data", "PHN2Zy8+")))))
			.isEqualTo("A file needs a mediaType and data.");
		assertThat(refusal(Map.of("prompt", "What is this?", "files",
				List.of(Map.of("mediaType", "image/png", "data", "A".repeat(8 * 1024 * 1024))))))
			.isEqualTo("A file may have at most 5 MB.");
	}

	@Test
	void thePageKnowsTheModelsAndThatItTalksToTheStandIn() {
		assertThat(get("/api/models").valueStream().map(JsonNode::asString)).hasSize(11).contains("claude-sonnet-4-6");
		assertThat(get("/actuator/info").path("standIn").asBoolean()).isTrue();
		assertThat(get("/actuator/info").path("model").asString()).isEqualTo("claude-sonnet-4-6");
	}

	@Test
	void everythingThePageNeedsComesFromHere() {
		ResponseEntity<String> page = page("/");
		assertThat(page.getBody()).doesNotContain("http://", "https://");
		assertThat(page.getBody()).contains("default-src 'none'; script-src 'self'",
				"require-trusted-types-for 'script'");
		for (String resource : List.of("/chat.js", "/chat.css", "/trip.html", "/trip.js", "/favicon.svg",
				"/webjars/marked/lib/marked.esm.js", "/webjars/dompurify/dist/purify.es.mjs")) {
			assertThat(page(resource).getStatusCode().value()).as(resource).isEqualTo(200);
		}
	}

	private Flux<JsonNode> chat(String prompt) {
		return chat(Map.of("prompt", prompt));
	}

	private Flux<JsonNode> chat(Map<String, ?> body) {
		return sent(body).map((sent) -> sent.path("event"));
	}

	private Flux<JsonNode> sent(Map<String, ?> body) {
		return post(body).retrieve().bodyToFlux(JsonNode.class).filter((sent) -> sent.has("event"));
	}

	private String refusal(Map<String, ?> body) {
		return Objects.requireNonNull(post(body).exchangeToMono((response) -> {
			assertThat(response.statusCode().value()).isEqualTo(400);
			return response.bodyToMono(JsonNode.class).map((problem) -> problem.path("detail").asString());
		}).block(LIMIT));
	}

	private WebClient.RequestHeadersSpec<?> post(Map<String, ?> body) {
		return webClient().post().uri("/api/chat").contentType(MediaType.APPLICATION_JSON).bodyValue(body);
	}

	private JsonNode get(String path) {
		return Objects.requireNonNull(webClient().get().uri(path).retrieve().bodyToMono(JsonNode.class).block(LIMIT));
	}

	private ResponseEntity<String> page(String path) {
		return Objects.requireNonNull(webClient().get().uri(path).retrieve().toEntity(String.class).block(LIMIT));
	}

	private WebClient webClient() {
		return WebClient.create("http://localhost:" + this.port);
	}

	private static List<JsonNode> all(Flux<JsonNode> events) {
		return Objects.requireNonNull(events.collectList().block(LIMIT));
	}

	private static Predicate<JsonNode> hasType(String type) {
		return (event) -> event.path("type").asString().equals(type);
	}

	private static String text(List<JsonNode> events) {
		StringBuilder text = new StringBuilder();
		events.forEach((event) -> text.append(event.at("/delta/text").asString("")));
		return text.toString();
	}

}
