package com.example.assistant;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;

interface Assistant {

	@SystemMessage("You are concise.")
	TokenStream ask(@MemoryId String conversation, @UserMessage String question);

	@UserMessage("A recipe for {{it}}")
	Recipe recipe(String dish);

	static Assistant of(ChatModel model, StreamingChatModel streamingModel) {
		return AiServices.builder(Assistant.class)
			.chatModel(model)
			.streamingChatModel(streamingModel)
			.chatMemoryProvider((conversation) -> MessageWindowChatMemory.withMaxMessages(20))
			.tools(new Clock())
			.build();
	}

	class Clock {

		@Tool("Tells the time in a time zone.")
		String time(String zone) {
			return zone + ": " + ZonedDateTime.now(ZoneId.of(zone));
		}

	}

	record Recipe(String title, List<String> ingredients) {
	}

}
