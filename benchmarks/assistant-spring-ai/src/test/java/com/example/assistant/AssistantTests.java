package com.example.assistant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import com.example.assistant.Assistant.Recipe;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

class AssistantTests {

	private final ScriptedModel model = new ScriptedModel();

	private final Assistant assistant = new Assistant(this.model);

	@Test
	void aToolIsCalledAndTheTextArrivesInPieces() {
		this.model.enqueue(AssistantMessage.builder()
			.toolCalls(List.of(new AssistantMessage.ToolCall("1", "function", "time", "{\"zone\": \"Asia/Tokyo\"}")))
			.build());
		this.model.enqueue(new AssistantMessage("It is "), new AssistantMessage("late."));
		assertThat(this.assistant.ask("1", "What time is it?").collectList().block()).containsExactly("It is ",
				"late.");
		assertThat(this.model.prompts.get(1).getInstructions().toString()).contains("Asia/Tokyo: ");
	}

	@Test
	void theSecondQuestionIsSentWithTheFirstAndItsAnswer() {
		this.model.enqueue(new AssistantMessage("Hello Ann."));
		this.model.enqueue(new AssistantMessage("Ann."));
		this.assistant.ask("1", "I am Ann.").blockLast();
		this.assistant.ask("1", "Who am I?").blockLast();
		assertThat(this.model.prompts.get(1).getInstructions())
			.filteredOn((message) -> message.getMessageType() != MessageType.SYSTEM)
			.extracting(Message::getText)
			.containsExactly("I am Ann.", "Hello Ann.", "Who am I?");
	}

	@Test
	void aRecipeIsARecord() {
		this.model.enqueue(new AssistantMessage("{\"title\": \"Pancakes\", \"ingredients\": [\"flour\"]}"));
		assertThat(this.assistant.recipe("pancakes")).isEqualTo(new Recipe("Pancakes", List.of("flour")));
	}

	private static final class ScriptedModel implements ChatModel {

		private final Deque<List<AssistantMessage>> replies = new ArrayDeque<>();

		private final List<Prompt> prompts = new ArrayList<>();

		void enqueue(AssistantMessage... pieces) {
			this.replies.add(List.of(pieces));
		}

		@Override
		public ChatOptions getOptions() {
			return ToolCallingChatOptions.builder().build();
		}

		@Override
		public ChatResponse call(Prompt prompt) {
			return Objects.requireNonNull(stream(prompt).blockFirst());
		}

		@Override
		public Flux<ChatResponse> stream(Prompt prompt) {
			this.prompts.add(prompt);
			return Flux.fromIterable(this.replies.remove())
				.map((piece) -> new ChatResponse(List.of(new Generation(piece))));
		}

	}

}
