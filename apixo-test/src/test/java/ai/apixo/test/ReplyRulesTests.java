package ai.apixo.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.Requests;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.InputJsonDelta;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.Ping;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.UnknownEvent;
import ai.apixo.messages.json.ConformanceStream;
import ai.apixo.messages.json.MessagesJsonMapper;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a reply sends.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class ReplyRulesTests {

	private static final Reply EVERY_BLOCK = reply().thinking("hm", "sig")
		.text("Hel", "lo")
		.toolUse("refund", Map.of("id", 7));

	@EachTransport
	@DisplayName("KIT-10 one reply serves streams and plain calls with the same message")
	void oneReplyServesStreamsAndPlainCalls(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply(EVERY_BLOCK.id("msg_same").toolUse("toolu_same", "x", Map.of()));
			Message streamed = Conversations.streamed(gateway.client());
			Message created = Conversations.created(gateway.client());
			assertThat(created.content()).hasSize(4);
			assertThat(streamed.content().subList(0, 2)).isEqualTo(created.content().subList(0, 2));
			assertThat(streamed.stopReason()).isEqualTo(created.stopReason());
			assertThat(streamed.usage()).isEqualTo(created.usage());
		}
	}

	@Test
	@DisplayName("KIT-10 a ping and an event stand inside the block that is open")
	void pingStandsInsideTheBlock() {
		String body = reply().text("a").ping().event("{\"type\":\"new\",\"x\":1}").text("b").body();
		assertThat(names(body)).containsExactly("message_start", "content_block_start", "content_block_delta", "ping",
				"new", "content_block_stop", "content_block_start", "content_block_delta", "content_block_stop",
				"message_delta", "message_stop");
		String typed = reply().event(new Ping()).event(new UnknownEvent("new", MessagesFormat.object())).body();
		assertThat(names(typed)).startsWith("message_start", "ping");
	}

	@EachTransport
	@DisplayName("KIT-11 defaults: ids are counted since reset(), the model is that of the request, the stop reason fits")
	void defaultsFit(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply(reply().text("Hi"), EVERY_BLOCK.toolUse("refund", Map.of()));
			ApixoMessagesClient client = gateway.client();
			Message first = Conversations.created(client);
			Message second = Conversations.streamed(client);
			assertThat(first.id()).isEqualTo("msg_1");
			assertThat(first.model()).isEqualTo(Requests.hello().model());
			assertThat(first.stopReason()).isEqualTo(StopReason.END_TURN);
			assertThat(first.usage().inputTokens()).isEqualTo(1);
			assertThat(first.usage().outputTokens()).isEqualTo(1);
			assertThat(first.response().requestId()).isEqualTo("req_1");
			assertThat(second.id()).isEqualTo("msg_2");
			assertThat(second.response().requestId()).isEqualTo("req_2");
			assertThat(second.stopReason()).isEqualTo(StopReason.TOOL_USE);
			assertThat(second.toolUses()).extracting(ToolUseBlock::id).containsExactly("toolu_1", "toolu_2");
			gateway.reset();
			gateway.enqueue(reply());
			assertThat(Conversations.created(client).id()).isEqualTo("msg_1");
		}
	}

	@EachTransport
	@DisplayName("KIT-11 id, model, stop reason and usage can be set")
	void whatSurroundsTheBlocksCanBeSet(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true)
				.reply(reply().id("msg_x").model("m").stopReason(StopReason.REFUSAL).usage(30, 40));
			for (Message message : List.of(Conversations.created(gateway.client()),
					Conversations.streamed(gateway.client()))) {
				assertThat(message.id()).isEqualTo("msg_x");
				assertThat(message.model()).isEqualTo("m");
				assertThat(message.stopReason()).isEqualTo(StopReason.REFUSAL);
				assertThat(message.usage().inputTokens()).isEqualTo(30);
				assertThat(message.usage().outputTokens()).isEqualTo(40);
			}
		}
	}

	@Test
	@DisplayName("KIT-12 text sends one delta a piece, a tool call its arguments in two")
	void piecesAreNeitherSplitNorJoined() {
		assertThat(events(reply().text("Hel", "", "lo").body()).stream()
			.filter(ContentBlockDelta.class::isInstance)
			.map(Object::toString)).hasSize(3);
		List<String> json = partialJson(reply().toolUse("refund", Map.of("id", 7)));
		assertThat(json).hasSize(2).noneMatch(String::isEmpty);
		assertThat(String.join("", json)).isEqualTo("{\"id\":7}");
		assertThat(partialJson(reply().toolUse("refund", new Refund(7, "broken"))).stream().reduce("", String::concat))
			.isEqualTo("{\"id\":7,\"reason\":\"broken\"}");
		assertThat(partialJson(reply().toolUseJson("refund", "{\"id\":", "7"))).containsExactly("{\"id\":", "7");
	}

	@EachTransport
	@DisplayName("KIT-12 a text may be cut within a character, and be half of one")
	void piecesMayBeHalvesOfACharacter(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply(reply().text("a\ud83d", "\ude00").text("\ud83d"));
			assertThat(Conversations.streamed(gateway.client()).text()).isEqualTo("a\ud83d\ude00\ud83d");
			assertThat(Conversations.created(gateway.client()).text()).isEqualTo("a\ud83d\ude00\ud83d");
		}
	}

	@Test
	@DisplayName("KIT-12 arguments as text are refused with a pointer to toolUseJson")
	void argumentsAsTextAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> reply().toolUse("refund", "{\"id\":7}"))
			.withMessageContaining("toolUseJson");
		assertThatIllegalArgumentException().isThrownBy(() -> reply().toolUse("refund", List.of(7)))
			.withMessageContaining("not a JSON object");
	}

	static List<ContentBlock> everyKindOfBlock() {
		return java.util.stream.Stream
			.concat(ConformanceStream.all()
				.filter((stream) -> !stream.fails())
				.map((stream) -> MessagesJsonMapper.create().treeToValue(stream.expected(), Message.class))
				.flatMap((message) -> message.content().stream()),
					java.util.stream.Stream.of(new TextBlock(""), new ThinkingBlock("", null)))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("everyKindOfBlock")
	@DisplayName("KIT-13 a block of any kind is streamed so that the accumulator makes an equal one of it")
	void blockOfAnyKindIsStreamed(ContentBlock block) {
		MessageAccumulator accumulator = new MessageAccumulator();
		events(reply().block(block).body()).forEach(accumulator::accept);
		assertThat(accumulator.message().content()).containsExactly(block);
	}

	static List<Message> messages() {
		return ConformanceStream.all()
			.filter((stream) -> !stream.fails())
			.map((stream) -> MessagesJsonMapper.create().treeToValue(stream.expected(), Message.class))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("messages")
	@DisplayName("KIT-13 a message is streamed so that the accumulator makes an equal one of it")
	void messageIsStreamed(Message message) {
		MessageAccumulator accumulator = new MessageAccumulator();
		events(reply(message).body()).forEach(accumulator::accept);
		assertThat(accumulator.message()).isEqualTo(message);
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_request_error", "401, authentication_error", "403, permission_error",
			"404, not_found_error", "413, request_too_large", "422, invalid_request_error", "429, rate_limit_error",
			"500, api_error", "502, api_error", "504, timeout_error", "529, overloaded_error" })
	@DisplayName("KIT-14 an error has the type of its status and the request id")
	void errorHasTheTypeOfItsStatus(int status, String type) {
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			gateway.when((request) -> true).reply(error(status));
			StepVerifier.create(gateway.client().create(Requests.hello()))
				.verifyErrorSatisfies(
						(failure) -> assertThat(failure).isInstanceOfSatisfying(ApixoApiException.class, (api) -> {
							assertThat(api.status()).isEqualTo(status);
							assertThat(api.errorType()).isEqualTo(type);
							assertThat(api.requestId()).startsWith("req_");
						}));
		}
	}

	@EachTransport
	@DisplayName("KIT-14 retryAfter is sent in whole seconds, else in milliseconds")
	void retryAfterIsSent(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(error(400, "my_error", "My words").retryAfter(Duration.ofSeconds(100)),
					error(400).retryAfter(Duration.ofMillis(1500)));
			assertRetryAfter(gateway, Duration.ofSeconds(100), "My words");
			assertRetryAfter(gateway, Duration.ofMillis(1500), "invalid_request_error");
		}
		assertThat(error(400).retryAfter(Duration.ofSeconds(2)).script().headers()).containsOnlyKeys("retry-after");
		assertThat(error(400).retryAfter(Duration.ofMillis(5)).script().headers()).containsOnlyKeys("retry-after-ms");
	}

	private static void assertRetryAfter(MockApixoGateway gateway, Duration expected, String words) {
		StepVerifier.create(gateway.client().create(Requests.hello()))
			.verifyErrorSatisfies((failure) -> assertThat(failure).hasMessageContaining(words)
				.isInstanceOfSatisfying(ApixoApiException.class,
						(api) -> assertThat(api.retryAfter()).isEqualTo(expected)));
	}

	@EachTransport
	@DisplayName("KIT-16 a time that no clock can count is waited for")
	void longestDelayIsWaitedFor(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(reply().text("Hello").delay(Duration.ofSeconds(Long.MAX_VALUE)));
			StepVerifier.create(gateway.client().create(Requests.hello()))
				.expectSubscription()
				.expectNoEvent(Duration.ofMillis(50))
				.thenCancel()
				.verify(Conversations.LONG);
			gateway.verify();
		}
	}

	@Test
	@DisplayName("KIT-34 a reply shows the calls that it was made by")
	void replyShowsTheCallsThatItWasMadeBy() {
		assertThat(EVERY_BLOCK.cut().retryAfter(Duration.ofSeconds(1)))
			.hasToString("reply().thinking(\"hm\", \"sig\").text(\"Hel\", \"lo\").toolUse(\"refund\", ..).cut()"
					+ ".retryAfter(PT1S)");
	}

	@EachTransport
	@DisplayName("KIT-34 assertions on a request hold")
	void assertionsOnARequestHold(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(reply());
			MessagesRequest request = MessagesJsonMapper.create()
				.readValue("""
						{"model":"m","max_tokens":5,"system":"Be brief","tools":[{"name":"refund","input_schema":{}}],
						"messages":[{"role":"user","content":"Hi"},
						{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"refund","input":{}}]},
						{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"done"},
						{"type":"tool_result","tool_use_id":"t2","content":"no","is_error":true}]}]}""",
						MessagesRequest.class);
			gateway.client().mutate().anthropicBeta("a-1", "b-2").build().stream(request).blockLast(Conversations.LONG);
			assertThat(gateway.requests().get(0)).hasModel("m").isStream();
			ReceivedRequestAssert last = assertThat(gateway).lastRequest();
			last.hasModel("m")
				.hasMaxTokens(5)
				.hasSystem("Be brief")
				.hasTool("refund")
				.hasLastUserText("Hi")
				.hasToolResult("t1", "done")
				.hasFailedToolResult("t2")
				.hasHeader("anthropic-version", "2023-06-01")
				.hasHeader("x-absent")
				.isStream();
			assertThatThrownBy(() -> last.hasTool("other")).hasMessageContaining("[refund]");
			assertThatThrownBy(() -> last.hasToolResult("t1", "other")).hasMessageContaining("done");
			assertThatThrownBy(() -> last.hasToolResult("t2", "no")).hasMessageContaining("failure");
			assertThatThrownBy(() -> last.hasFailedToolResult("t1")).hasMessageContaining("one that worked");
			assertThatThrownBy(() -> last.hasFailedToolResult("t3")).hasMessageContaining("[t1, t2]");
			assertThatThrownBy(() -> last.isClosedByClientWithin(Duration.ZERO)).hasMessageContaining("closed");
		}
	}

	private static List<String> names(String body) {
		return body.lines()
			.filter((line) -> line.startsWith("event: "))
			.map((line) -> line.substring("event: ".length()))
			.toList();
	}

	private static List<StreamEvent> events(String body) {
		return body.lines()
			.filter((line) -> line.startsWith("data: "))
			.map((line) -> MessagesFormat.read(line.substring("data: ".length()), StreamEvent.class))
			.toList();
	}

	private static List<String> partialJson(Reply reply) {
		return events(reply.body()).stream()
			.filter(ContentBlockDelta.class::isInstance)
			.map((event) -> ((ContentBlockDelta) event).delta())
			.map((delta) -> ((InputJsonDelta) delta).partialJson())
			.toList();
	}

	record Refund(int id, String reason) {

	}

}
