package com.example.assistant;

import java.util.List;
import java.util.Map;

import com.example.assistant.Assistant.Recipe;
import org.junit.jupiter.api.Test;

import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

class AssistantTests {

	private final MockApixoGateway gateway = MockApixoGateway.inMemory();

	private final Assistant assistant = new Assistant(
			this.gateway.client().mutate().defaultModel("a-model").defaultMaxTokens(100).build());

	@Test
	void aToolIsCalledAndTheTextArrivesInPieces() {
		this.gateway.enqueue(reply().toolUse("time", Map.of("zone", "Asia/Tokyo")), reply().text("It is ", "late."));
		assertThat(this.assistant.ask("1", "What time is it?").collectList().block()).containsExactly("It is ",
				"late.");
		assertThat(this.gateway.requests().get(1).json()).contains("Asia/Tokyo: ");
	}

	@Test
	void theSecondQuestionIsSentWithTheFirstAndItsAnswer() {
		this.gateway.enqueue(reply().text("Hello Ann."), reply().text("Ann."));
		this.assistant.ask("1", "I am Ann.").blockLast();
		this.assistant.ask("1", "Who am I?").blockLast();
		assertThat(this.gateway.requests().get(1).body().messages()).extracting((message) -> message.content().text())
			.containsExactly("I am Ann.", "Hello Ann.", "Who am I?");
	}

	@Test
	void aRecipeIsARecord() {
		this.gateway.enqueue(reply().text("{\"title\": \"Pancakes\", \"ingredients\": [\"flour\"]}"));
		assertThat(this.assistant.recipe("pancakes").block()).isEqualTo(new Recipe("Pancakes", List.of("flour")));
	}

}
