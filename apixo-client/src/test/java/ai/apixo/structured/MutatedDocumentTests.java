package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.structured.Types.Ingredient;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents with a few wrong characters, in one piece and in many.
 */
class MutatedDocumentTests {

	private static final String DOCUMENT = "{\"x\":[[1,{\"ingredients\":[2]}],\"]\"],\"title\":\"a\\\"[b\",\"ingredients\" : "
			+ "[{\"name\":\"fl\\\"o\\\\ur [\ud83c\udf55],{\",\"amount\":250}, {\"name\":\"\\u00e9\\n\",\"amount\":-2,\"y\":[{}]}\n],\"z\":1.5e3} ";

	private static final String CHARACTERS = "{}[],:\"\\ \n09.-+eEtrufalsnx\u0001\ud83c\udf55";

	private final Random random = new Random(18);

	@Test
	@DisplayName("STR-28 STR-29 a document with wrong characters has the same elements and outcome however it is cut")
	void everyCutGivesTheSame() {
		for (int i = 0; i < 1000; i++) {
			String document = mutated();
			List<String> whole = elements(document);
			List<String> pieces = elements(document.split("(?<=\\G.{" + (1 + this.random.nextInt(9)) + "})"));
			assertThat(pieces).as(document).isEqualTo(whole);
		}
	}

	@Test
	@DisplayName("STR-20 STR-28 elements are those of the whole document, or both are malformed")
	void elementsAreThoseOfTheDocument() {
		for (int i = 0; i < 1000; i++) {
			String document = mutated();
			List<String> elements = elements(document.split(""));
			StructuredOutput<Recipe> output = StructuredOutput.of(RecordedClient.answering(), Recipe.class);
			try {
				List<Ingredient> bound = output.read(Answer.of(document).message()).ingredients();
				assertThat(elements).as(document).hasSize(bound.size() + 1).endsWith("complete");
				assertThat(elements).as(document)
					.startsWith(bound.stream().map(Ingredient::toString).toArray(String[]::new));
			}
			catch (ApixoStructuredOutputException ex) {
				switch (ex.reason()) {
					case MALFORMED -> assertThat(elements.get(elements.size() - 1)).as(document)
						.containsAnyOf("MALFORMED", "INVALID");
					default -> assertThat(elements).as(document).noneMatch((element) -> element.equals("MALFORMED "));
				}
			}
		}
	}

	private String mutated() {
		StringBuilder document = new StringBuilder(DOCUMENT);
		for (int n = this.random.nextInt(4); n > 0; n--) {
			// The brace at the beginning makes it a document.
			int index = 1 + this.random.nextInt(document.length() - 1);
			char character = CHARACTERS.charAt(this.random.nextInt(CHARACTERS.length()));
			switch (this.random.nextInt(4)) {
				case 0 -> document.insert(index, character);
				case 1 -> document.deleteCharAt(index);
				case 2 -> document.setCharAt(index, character);
				default -> document.insert(index, document.substring(index, Math.min(index + 9, document.length())));
			}
		}
		return document.toString();
	}

	private static List<String> elements(String... pieces) {
		List<String> seen = new ArrayList<>();
		Flux<Ingredient> elements = StructuredOutput
			.of(RecordedClient.streaming(Answer.begin().text(pieces).end("end_turn").stream()), Recipe.class)
			.streamElements(Answer.request(), "ingredients", Ingredient.class);
		elements.subscribe((element) -> seen.add(element.toString()), (failure) -> {
			assertThat(failure).isInstanceOf(ApixoStructuredOutputException.class);
			seen.add(((ApixoStructuredOutputException) failure).reason() + " "
					+ ((ApixoStructuredOutputException) failure).path());
		}, () -> seen.add("complete"));
		return seen;
	}

}
