package com.example;

import java.util.List;

import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.structured.JsonSchemas;
import ai.apixo.structured.StructuredOutput;

/** An answer as a record, in JSON as a mapper of your own writes it. */
public final class StructuredAnswers {

	private StructuredAnswers() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		System.out.println(run(client).block());
	}

	static Mono<Recipe> run(ApixoMessagesClient client) {
		JsonMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
		JsonSchemas schemas = JsonSchemas.create(mapper, null);
		StructuredOutput<Recipe> recipes = StructuredOutput.builder(client).schemas(schemas).build(Recipe.class);
		return recipes.create(MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(1024)
			.user("A soup that is quick to make.")
			.build());
	}

	record Recipe(String title, int minutesToCook, List<String> ingredients) {
	}

}
