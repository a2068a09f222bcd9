package ai.apixo.structured;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.Max;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.Message;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.structured.Types.Ingredient;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What is said of a document that is no value, to the last word.
 */
class OutcomeDetailTests {

	private final StructuredOutput<Recipe> recipes = StructuredOutput.of(RecordedClient.answering(), Recipe.class);

	@Test
	@DisplayName("STR-19 STR-20 without a stop reason an incomplete document is malformed, and so is one that has ended")
	void withoutAStopReason() {
		for (String stopReason : new String[] { null, "end_turn", "tool_use" }) {
			Message message = Answer.begin().text("{\"title\":").end(stopReason).message();
			assertThat(catchThrowableOfType(ApixoStructuredOutputException.class, () -> this.recipes.read(message))
				.reason()).isEqualTo(Reason.MALFORMED);
		}
	}

	@Test
	@DisplayName("STR-21 at most ten problems are listed, each with path and rule, and the path is that of the first")
	void tenProblemsAreListed() {
		JsonSchemas schemas = JsonSchemas.create(JsonMapper.builder().build(), new AtMostTen());
		String guests = String.join(",", Collections.nCopies(12, "{\"guests\":77}"));
		StructuredOutput<Tables> tables = StructuredOutput.builder(RecordedClient.answering())
			.schemas(schemas)
			.build(Tables.class);
		ApixoStructuredOutputException failure = catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> tables.read(Answer.of("{\"tables\":[" + guests + "]}").message()));
		assertThat(failure.path()).isEqualTo("/tables/0/guests");
		assertThat(failure).hasMessageContaining("/tables/9/guests must be at most 10; and 2 more")
			.hasMessageNotContaining("/tables/10/")
			.hasMessageNotContaining("77");
	}

	@Test
	@DisplayName("STR-22 a structured failure carries the request id")
	void failureCarriesTheRequestId() {
		Message message = Answer.of("no").message().withResponse(ResponseInfo.builder().requestId("req_1").build());
		assertThat(catchThrowableOfType(ApixoStructuredOutputException.class, () -> this.recipes.read(message))
			.requestId()).isEqualTo("req_1");
	}

	@Test
	@DisplayName("STR-26 a nesting bomb is malformed in both streams and as the input of a tool, and the next document is read")
	void nestingBombs() {
		String bomb = "{\"title\":" + "[".repeat(100_000);
		for (StructuredOutput.Mode mode : StructuredOutput.Mode.values()) {
			boolean tool = mode == StructuredOutput.Mode.TOOL;
			Answer answer = tool ? Answer.call("answer", bomb) : Answer.of(bomb);
			StructuredOutput<Recipe> output = output(RecordedClient.streaming(answer.stream()), mode);
			for (Flux<?> stream : List.of(output.streamPartial(Answer.request()),
					output.streamElements(Answer.request(), "ingredients", Ingredient.class))) {
				StepVerifier.create(stream).thenConsumeWhile((value) -> true).verifyErrorSatisfies(this::isMalformed);
			}
			isMalformed(
					catchThrowableOfType(ApixoStructuredOutputException.class, () -> output.read(answer.message())));
			String good = "{\"title\":\"x\",\"ingredients\":[]}";
			assertThat(output.read((tool ? Answer.call("answer", good) : Answer.of(good)).message()).title())
				.isEqualTo("x");
		}
	}

	private static StructuredOutput<Recipe> output(RecordedClient client, StructuredOutput.Mode mode) {
		return StructuredOutput.builder(client).mode(mode).build(Recipe.class);
	}

	private void isMalformed(Throwable failure) {
		assertThat(((ApixoStructuredOutputException) failure).reason()).isEqualTo(Reason.MALFORMED);
	}

	@Test
	@DisplayName("STR-30 a list that may be null has no elements where it is null or missing")
	void nullableListHasNoElements() {
		for (String document : List.of("{}", "{\"items\":null}", "{\"items\":[]}")) {
			for (Class<?> type : List.of(OptionalList.class, NullableList.class)) {
				StepVerifier
					.create(StructuredOutput.of(RecordedClient.streaming(Answer.of(document).stream()), type)
						.streamElements(Answer.request(), "items", Ingredient.class))
					.verifyComplete();
			}
		}
	}

	@Test
	@DisplayName("STR-30 neither stream completes without message_stop, whatever has come of the document")
	void streamWithoutAnEnd() {
		String document = "{\"title\":\"x\",\"ingredients\":[{\"name\":\"milk\",\"amount\":1}]}";
		List<StreamEvent> events = Answer.of(document).events();
		StructuredOutput<Recipe> output = StructuredOutput
			.of(RecordedClient.streaming(Flux.fromIterable(events.subList(0, events.size() - 1))), Recipe.class);
		for (Flux<?> stream : List.of(output.streamPartial(Answer.request()),
				output.streamElements(Answer.request(), "ingredients", Ingredient.class))) {
			StepVerifier.create(stream)
				.expectNextCount(1)
				.verifyErrorSatisfies(
						(failure) -> assertThat(failure).isInstanceOf(ApixoIncompleteStreamException.class));
		}
	}

	@Test
	@DisplayName("STR-35 the two streams never ask again")
	void streamsNeverAskAgain() {
		RecordedClient client = RecordedClient.streaming(Answer.of("no").stream());
		StructuredOutput<Recipe> output = StructuredOutput.builder(client).maxRepairs(3).build(Recipe.class);
		StepVerifier.create(output.streamElements(Answer.request(), "ingredients", Ingredient.class)).verifyError();
		StepVerifier.create(output.streamPartial(Answer.request())).verifyError();
		assertThat(client.methods()).containsExactly("stream", "stream");
	}

	@Test
	@DisplayName("STR-36 a repair that has not begun when the subscriber cancels does not begin")
	void cancelledRepairDoesNotBegin() {
		TestPublisher<Message> first = TestPublisher.create();
		RecordedClient client = RecordedClient.asking(first.mono());
		StructuredOutput<Recipe> output = StructuredOutput.builder(client).maxRepairs(1).build(Recipe.class);
		StepVerifier.create(output.create(Answer.request())).then(first::assertSubscribers).thenCancel().verify();
		first.assertCancelled();
		first.emit(Answer.of("no").message());
		assertThat(client.requests()).hasSize(1);
	}

	record Table(@Max(10) int guests) {
	}

	record Tables(List<Table> tables) {
	}

	record OptionalList(Optional<List<Ingredient>> items) {
	}

	record NullableList(@Nullable List<Ingredient> items) {
	}

	static final class AtMostTen implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return type == Table.class;
		}

		@Override
		public void validate(Object target, Errors errors) {
			errors.rejectValue("guests", "Max", "too many: " + target);
		}

	}

}
