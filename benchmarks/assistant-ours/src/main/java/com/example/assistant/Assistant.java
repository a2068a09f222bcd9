package com.example.assistant;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.StreamViews;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.structured.StructuredOutput;
import ai.apixo.tool.ModelEvent;
import ai.apixo.tool.RunFinished;
import ai.apixo.tool.ToolMethod;
import ai.apixo.tool.ToolRunner;

final class Assistant {

	private final Map<String, List<InputMessage>> memory = new ConcurrentHashMap<>();

	private final ToolRunner runner;

	private final StructuredOutput<Recipe> recipes;

	Assistant(ApixoMessagesClient client) {
		this.runner = ToolRunner.builder(client).toolMethods(this).build();
		this.recipes = StructuredOutput.of(client, Recipe.class);
	}

	Flux<String> ask(String conversation, String question) {
		MessagesRequest request = MessagesRequest.builder()
			.system("You are concise.")
			.messages(this.memory.getOrDefault(conversation, List.of()))
			.user(question)
			.build();
		return this.runner.stream(request).doOnNext((event) -> {
			if (event instanceof RunFinished end) {
				this.memory.put(conversation, end.run().request().messages());
			}
		}).ofType(ModelEvent.class).map(ModelEvent::event).transform(StreamViews.text());
	}

	Mono<Recipe> recipe(String dish) {
		return this.recipes.create(MessagesRequest.builder().user("A recipe for " + dish).build());
	}

	@ToolMethod(description = "Tells the time in a time zone.")
	String time(String zone) {
		return zone + ": " + ZonedDateTime.now(ZoneId.of(zone));
	}

	record Recipe(String title, List<String> ingredients) {
	}

}
