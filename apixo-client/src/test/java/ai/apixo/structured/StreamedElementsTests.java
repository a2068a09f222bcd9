package ai.apixo.structured;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.structured.Types.Ingredient;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

class StreamedElementsTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final String PANCAKES = """
			{"title":"P\\u00e9 \\ud83c\\udf55","ingredients":[{"name":"fl\\"our \ud83c\udf55","amount":250},
			{"name":"milk","amount":-2}],"x":[1.5e3]}""";

	static Flux<Ingredient> ingredients(Flux<StreamEvent> events) {
		return StructuredOutput.of(RecordedClient.streaming(events), Recipe.class)
			.streamElements(Answer.request(), "ingredients", Ingredient.class);
	}

	static void verifyFailure(Flux<Ingredient> elements, int before, Reason reason, String path) {
		StepVerifier.create(elements).expectNextCount(before).expectErrorSatisfies((failure) -> {
			assertThat(failure).isInstanceOf(ApixoStructuredOutputException.class);
			assertThat(((ApixoStructuredOutputException) failure).reason()).isEqualTo(reason);
			assertThat(((ApixoStructuredOutputException) failure).path()).isEqualTo(path);
			assertThat(((ApixoStructuredOutputException) failure).partialMessage()).isNotNull();
		}).verify();
	}

	@Test
	@DisplayName("STR-28 every split of the text gives the same elements")
	void everySplitGivesTheSameElements() {
		for (int split = 0; split <= PANCAKES.length(); split++) {
			StepVerifier
				.create(ingredients(Answer.begin()
					.text(PANCAKES.substring(0, split), PANCAKES.substring(split))
					.end("end_turn")
					.stream()))
				.expectNext(new Ingredient("fl\"our \ud83c\udf55", 250), new Ingredient("milk", -2))
				.verifyComplete();
		}
	}

	@Test
	@DisplayName("STR-28 200 documents cut at every character, halves of pairs too, give equal elements, each at once")
	void randomDocumentsGiveTheSameElements() {
		Random random = new Random(3);
		for (int i = 0; i < 200; i++) {
			List<Ingredient> expected = new ArrayList<>();
			for (int n = random.nextInt(5); n > 0; n--) {
				expected.add(new Ingredient("a\"\\\u20ac\ud83c\udf55" + random.nextInt(), random.nextInt()));
			}
			String json = MAPPER.writeValueAsString(new Recipe("t" + i, expected));
			String[] pieces = json.chars().mapToObj(Character::toString).toArray(String[]::new);
			List<Integer> ends = endsOfElements(json, expected);
			AtomicInteger sent = new AtomicInteger();
			Flux<StreamEvent> events = Answer.begin()
				.text(pieces)
				.end("end_turn")
				.stream()
				.doOnNext((event) -> sent.incrementAndGet());
			StepVerifier.Step<Ingredient> step = StepVerifier.create(ingredients(events), 0);
			for (int n = 0; n < expected.size(); n++) {
				int eventsBefore = 2 + ends.get(n);
				step = step.thenRequest(1)
					.expectNext(expected.get(n))
					.then(() -> assertThat(sent).hasValue(eventsBefore));
			}
			step.thenRequest(1).verifyComplete();
		}
	}

	/**
	 * Return how many characters it takes until each element is complete.
	 */
	private static List<Integer> endsOfElements(String json, List<Ingredient> elements) {
		List<Integer> ends = new ArrayList<>();
		int from = 0;
		for (Ingredient element : elements) {
			String text = MAPPER.writeValueAsString(element);
			from = json.indexOf(text, from) + text.length();
			ends.add(from);
		}
		return ends;
	}

	@Test
	@DisplayName("STR-28 STR-31 an element is delivered before another event is requested")
	void elementIsDeliveredBeforeTheNextEventIsRequested() {
		AtomicInteger sent = new AtomicInteger();
		Flux<StreamEvent> events = Answer.begin()
			.text("{\"title\":\"x\",\"ingredients\":[{\"name\":\"a\",\"amount\":1}", ",",
					"{\"name\":\"b\",\"amount\":2}", "]}")
			.end("end_turn")
			.stream()
			.doOnNext((event) -> sent.incrementAndGet());
		StepVerifier.create(ingredients(events), 1)
			.expectNext(new Ingredient("a", 1))
			.then(() -> assertThat(sent).hasValue(3))
			.thenRequest(1)
			.expectNext(new Ingredient("b", 2))
			.then(() -> assertThat(sent).hasValue(5))
			.thenRequest(1)
			.verifyComplete();
	}

	@Test
	@DisplayName("STR-29 an invalid element ends the stream behind all elements before it, and cancels")
	void invalidElementEndsTheStream() {
		AtomicInteger cancelled = new AtomicInteger();
		Flux<StreamEvent> events = Answer
			.of("{\"title\":\"x\",\"ingredients\":[{\"name\":\"a\",\"amount\":1},{\"name\":\"b\"},{\"name\":\"c\",\"amount\":3}]}")
			.stream()
			.doOnCancel(cancelled::incrementAndGet);
		verifyFailure(ingredients(events), 1, Reason.INVALID, "/ingredients/1/amount");
		assertThat(cancelled).hasValue(1);
	}

	@Test
	@DisplayName("STR-29 an error that a constructor throws is signaled, once, and cancels")
	void errorOfAConstructorIsSignaled() {
		AtomicInteger cancelled = new AtomicInteger();
		Flux<StreamEvent> events = Answer.of("{\"items\":[{\"amount\":1},{\"amount\":-1},{\"amount\":2}]}")
			.stream()
			.doOnCancel(cancelled::incrementAndGet);
		Flux<Asserting> elements = StructuredOutput.of(RecordedClient.streaming(events), AssertingList.class)
			.streamElements(Answer.request(), "items", Asserting.class);
		StepVerifier.create(elements).expectNext(new Asserting(1)).expectError().verify(Duration.ofSeconds(20));
		assertThat(cancelled).hasValue(1);
	}

	@Test
	@DisplayName("STR-28 STR-29 an element is judged by the declaration of its list, too")
	void elementIsJudgedByItsList() {
		JsonSchemas validated = JsonSchemas.create(JsonMapper.builder().build(),
				new SpringValidatorAdapter(Validation.buildDefaultValidatorFactory().getValidator()));
		StructuredOutput<Names> names = StructuredOutput.builder(RecordedClient.streaming(Answer.of("""
				{"names":["a","b"],"rows":[[1,2],[3,0]],"letters":["x",""]}""").stream()))
			.schemas(validated)
			.build(Names.class);
		StepVerifier.create(names.streamElements(Answer.request(), "names", String.class))
			.expectNext("a", "b")
			.verifyComplete();
		for (String[] expected : new String[][] { { "rows", "/rows/1/1", "must be at least 1" },
				{ "letters", "/letters/1", "must have at least 1 character" } }) {
			Class<?> type = expected[0].equals("rows") ? List.class : String.class;
			StepVerifier.create(names.streamElements(Answer.request(), expected[0], type))
				.expectNextCount(1)
				.expectErrorSatisfies((failure) -> {
					assertThat(((ApixoStructuredOutputException) failure).path()).isEqualTo(expected[1]);
					assertThat(failure).hasMessageContaining(expected[1] + " " + expected[2]);
				})
				.verify(Duration.ofSeconds(20));
		}
	}

	@Test
	@DisplayName("STR-4 STR-28 null is an empty element of a list of optionals")
	void emptyElements() {
		StructuredOutput<List<Optional<Ingredient>>> perhaps = StructuredOutput
			.builder(RecordedClient
				.streaming(Answer.of("{\"value\":[null,{\"name\":\"flour\",\"amount\":1},null]}").stream()))
			.build(new ParameterizedTypeReference<>() {
			});
		StepVerifier.create(perhaps.streamElements(Answer.request(), "value", Optional.class))
			.expectNext(Optional.empty(), Optional.of(new Ingredient("flour", 1)), Optional.empty())
			.verifyComplete();
	}

	@Test
	@DisplayName("STR-29 unparsable text ends the stream as malformed")
	void unparsableTextEndsTheStream() {
		verifyFailure(
				ingredients(Answer.of("{\"title\":\"x\",\"ingredients\":[{\"name\":\"a\",\"amount\":1},oops").stream()),
				1, Reason.MALFORMED, "");
		verifyFailure(ingredients(Answer.of("{\"title\":\"x\",\"ingredients\":[]} Enjoy").stream()), 0,
				Reason.MALFORMED, "");
	}

	@Test
	@DisplayName("STR-30 the outcome follows the elements")
	void outcomeFollowsTheElements() {
		String begun = "{\"title\":\"x\",\"ingredients\":[{\"name\":\"a\",\"amount\":1},{\"na";
		verifyFailure(ingredients(Answer.begin().text(begun).end("max_tokens").stream()), 1, Reason.TRUNCATED, "");
		verifyFailure(ingredients(Answer.begin().text(begun).end("end_turn").stream()), 1, Reason.MALFORMED, "");
		verifyFailure(ingredients(Answer.begin().text(begun).end("refusal").stream()), 1, Reason.REFUSED, "");
		verifyFailure(ingredients(Answer.of("{\"title\":\"x\"}").stream()), 0, Reason.INVALID, "/ingredients");
		verifyFailure(ingredients(Answer.of("{\"ingredients\":null}").stream()), 0, Reason.INVALID, "/ingredients");
	}

	@Test
	@DisplayName("STR-27 a name that is no list, or another element type, is refused before any request")
	void wrongNameIsRefused() {
		RecordedClient client = RecordedClient.streaming(Flux.empty());
		StructuredOutput<Recipe> output = StructuredOutput.of(client, Recipe.class);
		StepVerifier.create(output.streamElements(Answer.request(), "title", Ingredient.class))
			.verifyError(ApixoConfigurationException.class);
		StepVerifier.create(output.streamElements(Answer.request(), "ingredients", Recipe.class))
			.verifyError(ApixoConfigurationException.class);
		assertThat(client.requests()).isEmpty();
	}

	@Test
	@DisplayName("STR-11 the elements of a list alone are those of the property value")
	void elementsOfAListAlone() {
		StructuredOutput<List<Integer>> output = StructuredOutput
			.builder(RecordedClient
				.streaming(Answer.begin().text("{\"value\":[1", "2,", "3]", "}").end("end_turn").stream()))
			.build(new ParameterizedTypeReference<List<Integer>>() {
			});
		StepVerifier.create(output.streamElements(Answer.request(), "value", Integer.class))
			.expectNext(12, 3)
			.verifyComplete();
	}

	@Test
	@DisplayName("STR-17 elements come from the input of the tool, too")
	void elementsOfAToolCall() {
		StructuredOutput<Recipe> output = StructuredOutput
			.builder(RecordedClient.streaming(
					Answer.begin().text("{}").toolUse("answer", PANCAKES.split("(?<=,)")).end("tool_use").stream()))
			.mode(StructuredOutput.Mode.TOOL)
			.build(Recipe.class);
		StepVerifier.create(output.streamElements(Answer.request(), "ingredients", Ingredient.class))
			.expectNextCount(2)
			.verifyComplete();
	}

	record AssertingList(List<Asserting> items) {
	}

	record Asserting(int amount) {

		Asserting {
			if (amount < 0) {
				throw new AssertionError("negative");
			}
		}

	}

	record Names(@Size(min = 2) List<@NotBlank String> names, List<List<@Min(1) Integer>> rows,
			Set<@NotEmpty String> letters) {
	}

}
