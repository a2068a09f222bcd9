package com.example.assistant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.example.assistant.Assistant.Recipe;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AssistantTests {

	private final ScriptedModel model = new ScriptedModel();

	private final Assistant assistant = Assistant.of(this.model.plain(), this.model);

	@Test
	void aToolIsCalledAndTheTextArrivesInPieces() {
		this.model.enqueue(AiMessage
			.from(ToolExecutionRequest.builder().id("1").name("time").arguments("{\"zone\": \"Asia/Tokyo\"}").build()));
		this.model.enqueue(AiMessage.from("It is late."), "It is ", "late.");
		assertThat(ask("What time is it?")).containsExactly("It is ", "late.");
		assertThat(this.model.requests.get(1).messages().toString()).contains("Asia/Tokyo: ");
	}

	@Test
	void theSecondQuestionIsSentWithTheFirstAndItsAnswer() {
		this.model.enqueue(AiMessage.from("Hello Ann."), "Hello Ann.");
		this.model.enqueue(AiMessage.from("Ann."), "Ann.");
		ask("I am Ann.");
		ask("Who am I?");
		assertThat(this.model.requests.get(1).messages())
			.filteredOn((message) -> message.type() != ChatMessageType.SYSTEM)
			.extracting(Object::toString)
			.satisfiesExactly((first) -> assertThat(first).contains("I am Ann."),
					(second) -> assertThat(second).contains("Hello Ann."),
					(third) -> assertThat(third).contains("Who am I?"));
	}

	@Test
	void aRecipeIsARecord() {
		this.model.enqueue(AiMessage.from("{\"title\": \"Pancakes\", \"ingredients\": [\"flour\"]}"));
		assertThat(this.assistant.recipe("pancakes")).isEqualTo(new Recipe("Pancakes", List.of("flour")));
	}

	private List<String> ask(String question) {
		List<String> texts = new ArrayList<>();
		CompletableFuture<List<String>> all = new CompletableFuture<>();
		this.assistant.ask("1", question)
			.onPartialResponse(texts::add)
			.onCompleteResponse((response) -> all.complete(texts))
			.onError(all::completeExceptionally)
			.start();
		return all.join();
	}

	private static final class ScriptedModel implements StreamingChatModel {

		private final Deque<AiMessage> replies = new ArrayDeque<>();

		private final Deque<List<String>> pieces = new ArrayDeque<>();

		private final List<ChatRequest> requests = new ArrayList<>();

		void enqueue(AiMessage reply, String... texts) {
			this.replies.add(reply);
			this.pieces.add(List.of(texts));
		}

		ChatModel plain() {
			return new ChatModel() {

				@Override
				public ChatResponse doChat(ChatRequest request) {
					return ChatResponse.builder().aiMessage(ScriptedModel.this.replies.remove()).build();
				}

			};
		}

		@Override
		public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
			this.requests.add(request);
			this.pieces.remove().forEach(handler::onPartialResponse);
			handler.onCompleteResponse(ChatResponse.builder().aiMessage(this.replies.remove()).build());
		}

	}

}
