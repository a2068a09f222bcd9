package com.example.assistant;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.tool.annotation.Tool;
import reactor.core.publisher.Flux;

final class Assistant {

	private final MessageChatMemoryAdvisor memory = MessageChatMemoryAdvisor
		.builder(MessageWindowChatMemory.builder().build())
		.build();

	private final ChatClient client;

	Assistant(ChatModel model) {
		this.client = ChatClient.create(model);
	}

	Flux<String> ask(String conversation, String question) {
		return this.client.prompt()
			.system("You are concise.")
			.user(question)
			.tools(this)
			.advisors((advisors) -> advisors.advisors(this.memory).param(ChatMemory.CONVERSATION_ID, conversation))
			.stream()
			.content();
	}

	@Nullable Recipe recipe(String dish) {
		return this.client.prompt().user("A recipe for " + dish).call().entity(Recipe.class);
	}

	@Tool(description = "Tells the time in a time zone.")
	String time(String zone) {
		return zone + ": " + ZonedDateTime.now(ZoneId.of(zone));
	}

	record Recipe(String title, List<String> ingredients) {
	}

}
