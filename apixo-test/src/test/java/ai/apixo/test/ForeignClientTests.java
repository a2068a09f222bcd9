package ai.apixo.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.apixo.messages.Message;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.content.RedactedThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;

import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.hangUp;
import static ai.apixo.test.Reply.reply;
import static ai.apixo.test.Reply.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The gateway is right in the eyes of another client as well: LangChain4j's.
 */
class ForeignClientTests {

	private static final ChatRequest REQUEST = ChatRequest.builder().messages(UserMessage.from("Hi")).build();

	private static final Map<String, String> FINISH_REASONS = Map.of("end_turn", "STOP", "stop_sequence", "STOP",
			"max_tokens", "LENGTH", "tool_use", "TOOL_EXECUTION");

	static Stream<Reply> answers() {
		Reply hello = reply().text("Hel", "lo");
		return Stream.of(hello, reply().text("a").text("b"), hello.usage(30, 40),
				reply().thinking("hm", "sig").text("Hello"), hello.toolUse("refund", Map.of("id", 7)),
				reply().toolUse("toolu_x", "refund", Map.of("id", 7)).toolUse("toolu_y", "clock", Map.of()),
				reply().toolUseJson("refund", "{\"id\"", ": 7}"), hello.stopReason(StopReason.MAX_TOKENS),
				hello.stopReason(StopReason.STOP_SEQUENCE), hello.ping().text("!"),
				reply().block(new RedactedThinkingBlock("data")).text("Hello"), hello.splitEvery(1),
				hello.splitEvery(7), hello.pace(Duration.ofMillis(1)).delay(Duration.ofMillis(1)),
				hello.id("msg_x").model("m").header("x-mine", "1"),
				reply(MessagesFormat.read("""
						{"id":"msg_y","type":"message","role":"assistant","model":"m","content":[{"type":"text",
						"text":"Hello"}],"stop_reason":"end_turn","usage":{"input_tokens":5,"output_tokens":6}}""",
						Message.class)),
				reply(MessagesFormat.read(
						"""
								{"id":"msg_z","type":"message","role":"assistant","model":"m","content":[
								{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"harbor"}},
								{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result",
								"url":"https://example.com","title":"Harbor","encrypted_content":"x","page_age":null}]},
								{"type":"text","text":"The harbor opens.","citations":[{"type":"char_location","cited_text":"opens",
								"document_index":0,"document_title":"Harbor","start_char_index":11,"end_char_index":16}]}],
								"stop_reason":"end_turn","usage":{"input_tokens":5,"output_tokens":6}}""",
						Message.class)));
	}

	@Test
	@DisplayName("KIT-10 LangChain4j reads a body that was written down as our client does")
	void readsWrittenBodies() {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			Reply written = Reply.sse(reply().text("Hel", "lo").body());
			gateway.enqueue(written, written);
			assertAgree(streamed(gateway), Conversations.streamed(gateway.client()));
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("answers")
	@DisplayName("KIT-10 KIT-13 LangChain4j reads every kind of streamed answer as our client does")
	void readsStreamedAnswers(Reply reply) {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			gateway.enqueue(reply, reply);
			assertAgree(streamed(gateway), Conversations.streamed(gateway.client()));
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("answers")
	@DisplayName("KIT-10 KIT-13 LangChain4j reads every kind of plain answer as our client does")
	void readsPlainAnswers(Reply reply) {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			gateway.enqueue(reply, reply);
			assertAgree(plain(gateway), Conversations.created(gateway.client()));
		}
	}

	@Test
	@DisplayName("KIT-18 LangChain4j sees a held reply as far as it is released")
	void seesWhatIsReleased() throws InterruptedException {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			HeldReply held = gateway.enqueueHeld(reply().text("Hel", "lo"));
			BlockingQueue<String> texts = new LinkedBlockingQueue<>();
			CompletableFuture<ChatResponse> response = stream(gateway, texts::add);
			assertThat(held.request().isStream()).isTrue();
			held.release(3);
			assertThat(texts.poll(30, TimeUnit.SECONDS)).isEqualTo("Hel");
			assertThat(texts).isEmpty();
			held.release(1);
			assertThat(texts.poll(30, TimeUnit.SECONDS)).isEqualTo("lo");
			assertThat(response).isNotDone();
			held.release();
			assertThat(joined(response).aiMessage().text()).isEqualTo("Hello");
			gateway.verify();
		}
	}

	@Test
	@DisplayName("KIT-18 LangChain4j waits for a plain answer until it is released")
	void waitsForAPlainAnswer() {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			HeldReply held = gateway.enqueueHeld(reply().text("Hello"));
			CompletableFuture<ChatResponse> response = CompletableFuture.supplyAsync(() -> plain(gateway));
			assertThat(held.request().isStream()).isFalse();
			assertThat(response).isNotDone();
			held.release();
			assertThat(joined(response).aiMessage().text()).isEqualTo("Hello");
		}
	}

	static Stream<Reply> failures() {
		return Stream.of(error(400), error(401), error(429), error(529), hangUp(), response(502, "text/html", "<h1>"),
				reply().text("Hel").error("overloaded_error"), reply().text("Hel").cut(), reply().text("Hel").reset());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("failures")
	@DisplayName("KIT-14 KIT-15 LangChain4j fails where our client fails")
	void failsWhereOurClientFails(Reply reply) {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			gateway.when((request) -> true).reply(reply);
			assertThat(Conversations.outcome(gateway.client()).failure()).isNotNull();
			assertThatThrownBy(() -> streamed(gateway)).isNotNull();
			assertThatThrownBy(() -> plain(gateway)).isNotNull();
		}
	}

	// Ids that the gateway gives differ between two calls.
	private static void assertAgree(ChatResponse theirs, Message ours) {
		String text = theirs.aiMessage().text();
		assertThat((text != null) ? text.replace("\n", "") : "").isEqualTo(ours.text());
		assertThat(theirs.tokenUsage().inputTokenCount().longValue()).isEqualTo(ours.usage().inputTokens());
		assertThat(theirs.tokenUsage().outputTokenCount().longValue()).isEqualTo(ours.usage().outputTokens());
		assertThat(theirs.finishReason().name())
			.isEqualTo(FINISH_REASONS.get(Objects.requireNonNull(ours.stopReason()).value()));
		List<ToolExecutionRequest> calls = theirs.aiMessage().toolExecutionRequests();
		assertThat(calls).extracting(ToolExecutionRequest::name)
			.containsExactlyElementsOf(ours.toolUses().stream().map(ToolUseBlock::name).toList());
		assertThat(calls).extracting((call) -> MessagesFormat.parse(call.arguments()))
			.containsExactlyElementsOf(ours.toolUses().stream().map(ToolUseBlock::input).toList());
	}

	private static ChatResponse plain(MockApixoGateway gateway) {
		return AnthropicChatModel.builder()
			.baseUrl(gateway.baseUrl() + "/v1/")
			.apiKey("langchain-key-0123456789")
			.modelName("claude-test")
			.maxTokens(100)
			.maxRetries(0)
			.returnThinking(true)
			.build()
			.chat(REQUEST);
	}

	private static ChatResponse streamed(MockApixoGateway gateway) {
		return joined(stream(gateway, (text) -> {
		}));
	}

	private static CompletableFuture<ChatResponse> stream(MockApixoGateway gateway, Consumer<String> texts) {
		CompletableFuture<ChatResponse> response = new CompletableFuture<>();
		AnthropicStreamingChatModel.builder()
			.baseUrl(gateway.baseUrl() + "/v1/")
			.apiKey("langchain-key-0123456789")
			.modelName("claude-test")
			.maxTokens(100)
			.returnThinking(true)
			.build()
			.chat(REQUEST, new StreamingChatResponseHandler() {

				@Override
				public void onPartialResponse(String text) {
					texts.accept(text);
				}

				@Override
				public void onCompleteResponse(ChatResponse complete) {
					response.complete(complete);
				}

				@Override
				public void onError(Throwable failure) {
					response.completeExceptionally(failure);
				}

			});
		return response;
	}

	private static ChatResponse joined(CompletableFuture<ChatResponse> response) {
		try {
			return response.get(30, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
