package com.example.apixo.standin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ThinkingDelta;
import ai.apixo.messages.tool.Tool;
import ai.apixo.structured.StructuredOutput;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StandInTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final MessagesRequest CLOCK = request("What time is it in Tokyo and Lisbon?").toBuilder()
		.tools(Tool.of("city_clock", "The time in a city", "{\"type\": \"object\"}"))
		.build();

	private final MockApixoGateway gateway = MockApixoGateway.inMemory();

	private final ApixoMessagesClient client = this.gateway.client()
		.mutate()
		.retry(Retry.of("none", RetryConfig.custom().maxAttempts(1).build()))
		.build();

	@BeforeEach
	void start() throws IOException {
		this.gateway.when((request) -> true).reply(new StandIn(Duration.ofMillis(1), this.gateway::openRequests));
		refused(request("first"), 429);
	}

	@AfterEach
	void stop() {
		this.gateway.close();
	}

	@Test
	void theKeyWrongIsRefused() {
		assertThatExceptionOfType(ApixoApiException.class)
			.isThrownBy(() -> created(this.client.mutate().apiKey("wrong").build(), request("hello")))
			.satisfies((failure) -> assertThat(failure.isAuthentication()).isTrue());
	}

	@Test
	void everyEighthRequestIsTurnedAwayOnceAndSaysHowLongToWait() {
		for (int answered = 1; answered < 8; answered++) {
			created(request("hello"));
		}
		assertThat(refused(request("hello"), 429).retryAfter()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void streamAndPlainCallGetTheSameAnswer() {
		for (MessagesRequest request : List.of(request("Explain RAG in 3 bullets."), CLOCK,
				request("hello").toBuilder().model("m-thinking").build())) {
			Message plain = created(request);
			Message streamed = Objects.requireNonNull(this.client.streamMessage(request).block(LIMIT));
			assertThat(streamed.text()).isEqualTo(plain.text()).isNotEmpty();
			assertThat(streamed.thinking()).isEqualTo(plain.thinking());
			assertThat(streamed.toolUses()).hasSameSizeAs(plain.toolUses());
			assertThat(streamed.usage().outputTokens()).isEqualTo(plain.usage().outputTokens()).isPositive();
			assertThat(streamed.usage().inputTokens()).isEqualTo(plain.usage().inputTokens()).isPositive();
			assertThat(streamed.stopReason()).isEqualTo(plain.stopReason());
		}
	}

	@Test
	void theAnswerDependsOnThePrompt() {
		assertThat(created(request("hello")).text()).startsWith("Hello");
		assertThat(created(request("Show me the code")).text()).contains("```java");
		assertThat(created(request("How do I bake bread?")).text()).contains("> How do I bake bread?");
		assertThat(created(request("/echo <b>as it is</b>")).text()).isEqualTo("<b>as it is</b>");
		assertThat(created(request("/unicode")).text()).contains("今晚的海很平静。", "👩‍🚀", "הים רגוע הערב.", "𝔸 ⊂ ℝⁿ");
	}

	@Test
	void thinkingGrowsAndIsSigned() {
		MessagesRequest request = request("hello").toBuilder().model("m-thinking").build();
		assertThat(this.client.stream(request).collectList().block(LIMIT))
			.filteredOn((event) -> event instanceof ContentBlockDelta delta && delta.delta() instanceof ThinkingDelta)
			.hasSizeGreaterThan(5);
		assertThat(created(request).content().get(0)).hasFieldOrPropertyWithValue("signature", "c3RhbmQtaW4=");
	}

	@Test
	void thinkingOfTheRequestIsHeeded() {
		MessagesRequest request = request("hello").toBuilder().maxTokens(4096).thinking(Thinking.enabled(1024)).build();
		assertThat(created(request).thinking()).isNotEmpty();
	}

	@Test
	void aQuestionForTheTimeCallsTheToolForBothCities() {
		Message message = created(CLOCK);
		assertThat(message.toolUses()).extracting((call) -> call.input().path("time_zone"))
			.extracting(JsonNode::asString)
			.containsExactly("Europe/Lisbon", "Asia/Tokyo");
		assertThat(message.stopReason()).isEqualTo(StopReason.TOOL_USE);
	}

	@Test
	void theResultOfAToolIsRepeated() {
		assertThat(created(request("x").toBuilder()
			.messages(List.of())
			.user(ToolResultBlock.of("toolu_1", "Tokyo: 09:30"))
			.build()).text()).isEqualTo("The tools say:\n\n- Tokyo: 09:30\n");
	}

	@Test
	void anImageIsCounted() {
		assertThat(created(request("x").toBuilder()
			.messages(List.of())
			.user(ImageBlock.ofBytes(new byte[6], "image/png"), new TextBlock("What is this?"))
			.build()).text()).contains("`image/png` and holds 6 bytes");
	}

	@Test
	void busyTurnsTwoOfThreeAttemptsAway() {
		refused(request("/429"), 429);
		refused(request("/429"), 429);
		created(request("/429"));
	}

	@Test
	void busyTurnsTwoOfThreeAttemptsAwayWhateverElseIsAsked() {
		refused(request("/429"), 429);
		refused(request("/529"), 529);
		created(request("hello"));
		refused(request("/429"), 429);
		refused(request("/529"), 529);
		created(request("/429"));
	}

	@Test
	void busyTurnsTwoOfThreeAttemptsOfEachTraceAway() {
		ApixoMessagesClient first = traced("0af7651916cd43dd8448eb211c80319c");
		ApixoMessagesClient second = traced("4bf92f3577b34da6a3ce929d0e0e4736");
		for (int attempt = 1; attempt <= 2; attempt++) {
			for (ApixoMessagesClient each : List.of(first, second)) {
				assertThatExceptionOfType(ApixoApiException.class).isThrownBy(() -> created(each, request("/429")));
			}
		}
		created(first, request("/429"));
		created(second, request("/429"));
	}

	private ApixoMessagesClient traced(String trace) {
		return this.client.mutate().defaultHeader("traceparent", "00-" + trace + "-b7ad6b7169203331-01").build();
	}

	@Test
	void aStructuredRequestGetsJsonOfItsCity() {
		Trip trip = Objects.requireNonNull(StructuredOutput.of(this.client, Trip.class)
			.create(request("Plan three days in \"Porto\"."))
			.block(LIMIT));
		assertThat(trip.stops()).hasSize(9).first().extracting(Stop::place).isEqualTo("The old town of Porto");
	}

	@Test
	void overloadedIsItsOwnStatus() {
		assertThat(refused(request("/529"), 529).errorType()).isEqualTo("overloaded_error");
	}

	@Test
	void anOverloadedModelIsNotTheOnlyOne() {
		MessagesRequest request = request("/overloaded");
		refused(request, 529);
		created(request.toBuilder().model(ApixoModels.CLAUDE_HAIKU_4_5_20251001).build());
	}

	@Test
	void aFourthCallAtTheSameTimeIsRefused() {
		List<Disposable> open = Stream.generate(() -> this.client.streamText(request("/stall")).subscribe())
			.limit(3)
			.toList();
		assertThat(refused(request("hello"), 429)).hasMessageContaining("concurrent");
		open.get(0).dispose();
		created(request("hello"));
		open.forEach(Disposable::dispose);
	}

	@Test
	void aCutStreamEndsInTheMiddleOfItsBody() {
		StepVerifier.create(this.client.streamText(request("/cut")).ignoreElements())
			.expectError(ApixoIncompleteStreamException.class)
			.verify(LIMIT);
	}

	@Test
	void aStalledStreamStaysOpenInTheMiddleOfItsAnswer() {
		StepVerifier.create(this.client.streamText(request("/stall")).ignoreElements())
			.expectTimeout(Duration.ofSeconds(1))
			.verify(LIMIT);
	}

	@ParameterizedTest
	@CsvSource({ "'', 2, max_tokens, 8", "llo, 100, stop_sequence, 2", "absent, 100, end_turn, 0" })
	void limitsOfTheRequestEndTheAnswer(String stopSequence, int maxTokens, String stopReason, int length) {
		MessagesRequest.Builder request = request("hello").toBuilder().maxTokens(maxTokens);
		Message message = created((stopSequence.isEmpty() ? request : request.stopSequences(stopSequence)).build());
		assertThat(message.stopReason()).isEqualTo(new StopReason(stopReason));
		assertThat(message.stopSequence()).isEqualTo(stopReason.equals("stop_sequence") ? stopSequence : null);
		if (length > 0) {
			assertThat(message.text()).hasSize(length);
		}
	}

	private static MessagesRequest request(String prompt) {
		return MessagesRequest.builder().model("claude-sonnet-4-6").maxTokens(1024).user(prompt).build();
	}

	private Message created(MessagesRequest request) {
		return created(this.client, request);
	}

	private static Message created(ApixoMessagesClient client, MessagesRequest request) {
		return Objects.requireNonNull(client.create(request).block(LIMIT));
	}

	private ApixoApiException refused(MessagesRequest request, int status) {
		return assertThatExceptionOfType(ApixoApiException.class).isThrownBy(() -> created(request))
			.satisfies((failure) -> assertThat(failure.status()).isEqualTo(status))
			.actual();
	}

	record Trip(List<Stop> stops) {
	}

	record Stop(int day, String time, String place, String why) {
	}

}
