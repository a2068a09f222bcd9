package com.example.release;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.structured.StructuredOutput;

/**
 * Structured output as the README writes it.
 */
class Recipes {

	private final StructuredOutput<Recipe> recipes;

	Recipes(StructuredOutput.Builder builder) {
		this.recipes = builder.build(Recipe.class);
	}

	Mono<Recipe> recipe() {
		return this.recipes.create(MessagesRequest.builder().user("Pancakes for four").build());
	}

	Flux<Ingredient> shoppingList() {
		return this.recipes.streamElements(MessagesRequest.builder().user("Pancakes for four").build(), "ingredients",
				Ingredient.class);
	}

	Mono<Recipe> orNone() {
		return recipe().onErrorResume(ApixoStructuredOutputException.class, (ex) -> switch (ex.reason()) {
			case REFUSED, TRUNCATED -> Mono.empty();
			case MALFORMED, INVALID -> Mono.error(ex);
		});
	}

	record Ingredient(String name, @Positive @Max(5000) int amount, @Nullable String unit) {
	}

	record Recipe(String title, List<Ingredient> ingredients) {
	}

	sealed interface Step permits Bake, Rest {

	}

	record Bake(int minutes, int celsius) implements Step {
	}

	record Rest(int minutes) implements Step {
	}

}
