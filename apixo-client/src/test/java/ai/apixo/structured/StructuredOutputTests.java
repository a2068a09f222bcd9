package ai.apixo.structured;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import reactor.test.StepVerifier;

import ai.apixo.messages.MessagesRequest;

import static org.assertj.core.api.Assertions.assertThat;

class StructuredOutputTests {

	private static final String PANCAKES = """
			{"title":"Pancakes","ingredients":[{"name":"flour","amount":250}]}""";

	@Test
	void answerBecomesARecord() {
		RecordedClient client = RecordedClient.answering(Answer.of(PANCAKES).message());
		StepVerifier.create(StructuredOutput.of(client, Recipe.class).create(Answer.request()))
			.expectNext(new Recipe("Pancakes", List.of(new Ingredient("flour", 250))))
			.verifyComplete();
		assertThat(client.requests()).singleElement()
			.extracting(MessagesRequest::outputConfig)
			.hasToString("OutputConfig[effort=null, format=OutputFormat[type=json_schema], additionalProperties={}]");
	}

	@Test
	@DisplayName("STR-11 a list travels as the property value")
	void listTravelsAsValue() {
		RecordedClient client = RecordedClient
			.answering(Answer.of("{\"value\":[{\"name\":\"flour\",\"amount\":250}]}").message());
		StructuredOutput<List<Ingredient>> output = StructuredOutput.builder(client)
			.build(new ParameterizedTypeReference<List<Ingredient>>() {
			});
		StepVerifier.create(output.create(Answer.request()))
			.expectNext(List.of(new Ingredient("flour", 250)))
			.verifyComplete();
	}

	@Test
	void strictSchema() {
		assertThat(JsonSchemas.create().of(Recipe.class).strict()).isEqualTo(Answer.json("""
				{'type':'object','properties':{'title':{'type':'string'},'ingredients':{'type':'array','items':
				{'type':'object','properties':{'name':{'type':'string'},'amount':{'type':'integer'}},
				'required':['name','amount'],'additionalProperties':false}}},
				'required':['title','ingredients'],'additionalProperties':false}"""));
	}

	record Ingredient(String name, int amount) {
	}

	record Recipe(String title, List<Ingredient> ingredients) {
	}

}
