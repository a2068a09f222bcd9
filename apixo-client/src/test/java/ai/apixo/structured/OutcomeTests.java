package ai.apixo.structured;

import java.util.List;

import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.structured.Types.Ingredient;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OutcomeTests {

	private static final String PANCAKES = """
			{"title":"Pancakes","ingredients":[{"name":"flour","amount":250},{"name":"milk","amount":2}]}""";

	private final StructuredOutput<Recipe> recipes = StructuredOutput.of(RecordedClient.answering(), Recipe.class);

	private ApixoStructuredOutputException failure(Answer answer) {
		return failure(() -> this.recipes.read(answer.message()));
	}

	private static ApixoStructuredOutputException failure(ThrowableAssert.ThrowingCallable call) {
		return catchThrowableOfType(ApixoStructuredOutputException.class, call);
	}

	@Test
	@DisplayName("STR-17 the document is the first text block that begins with a brace")
	void documentIsTheFirstBlockWithABrace() {
		Answer answer = Answer.begin()
			.text("Let me look.")
			.startedText(" \n{\"title\":", "\"Pancakes\",\"ingredients\":[]}")
			.text("{}")
			.end("end_turn");
		assertThat(this.recipes.read(answer.message())).isEqualTo(new Recipe("Pancakes", List.of()));
	}

	@Test
	@DisplayName("STR-17 in mode TOOL the document is the input of the first call of answer")
	void documentIsTheInputOfTheTool() {
		StructuredOutput<Recipe> tool = StructuredOutput.builder(RecordedClient.answering())
			.mode(StructuredOutput.Mode.TOOL)
			.build(Recipe.class);
		Answer answer = Answer.begin().text("{}").toolUse("other", "{}").toolUse("answer", PANCAKES).end("tool_use");
		assertThat(tool.read(answer.message()).title()).isEqualTo("Pancakes");
	}

	@Test
	@DisplayName("STR-18 a refusal takes precedence over the document")
	void refusalTakesPrecedence() {
		ApixoStructuredOutputException refused = failure(Answer.begin().text(PANCAKES).end("refusal"));
		assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
		assertThat(refused.path()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "max_tokens", "stop_sequence", "pause_turn", "model_context_window_exceeded" })
	@DisplayName("STR-19 a document that is cut at any byte is truncated")
	void cutDocumentIsTruncated(String stopReason) {
		for (int end = 0; end < PANCAKES.length(); end++) {
			assertThat(failure(Answer.begin().text(PANCAKES.substring(0, end)).end(stopReason)).reason())
				.isEqualTo(Reason.TRUNCATED);
		}
	}

	@Test
	@DisplayName("STR-19 a complete document counts even if the response was cut behind it")
	void completeDocumentCounts() {
		assertThat(this.recipes.read(Answer.begin().text(PANCAKES + "\n").end("max_tokens").message()).title())
			.isEqualTo("Pancakes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Sure!", "```json\n{\"title\":\"x\",\"ingredients\":[]}\n```", "[]", "{\"title\":",
			"{\"title\":\"x\",\"ingredients\":[]} Enjoy!", "{\"title\":\"x\",\"title\":\"y\",\"ingredients\":[]}",
			"{\"title\":\"x\",\"ingredients\":[]}}", "{'title':'x'}" })
	@DisplayName("STR-20 no document, no JSON, or text behind it is malformed")
	void everythingElseIsMalformed(String text) {
		ApixoStructuredOutputException malformed = failure(Answer.of(text));
		assertThat(malformed.reason()).isEqualTo(Reason.MALFORMED);
		assertThat(malformed).hasMessageContaining("Does the gateway pass 'output_config' on?")
			.hasMessageContaining("mode(..)");
	}

	@Test
	@DisplayName("STR-21 STR-24 the path of an invalid document is that of the first problem")
	void invalidDocumentHasAPath() {
		assertThat(failure(Answer.of("{\"title\":\"x\",\"ingredients\":[{\"name\":\"flour\",\"amount\":2.5}]}")).path())
			.isEqualTo("/ingredients/0/amount");
		assertThat(failure(Answer.of("{\"title\":\"x\",\"ingredients\":[{\"name\":\"flour\"}]}")).path())
			.isEqualTo("/ingredients/0/amount");
		assertThat(failure(Answer.of("{\"title\":null,\"ingredients\":[]}")).path()).isEqualTo("/title");
		assertThat(failure(Answer.of("{\"title\":\"x\",\"ingredients\":[null]}")).path()).isEqualTo("/ingredients/0");
		assertThat(failure(Answer.of("{\"title\":\"x\"}")).reason()).isEqualTo(Reason.INVALID);
	}

	@Test
	@DisplayName("STR-22 failures of the call pass through unchanged")
	void failuresPassThrough() {
		RuntimeException timeout = new IllegalStateException("the call failed");
		StepVerifier.create(StructuredOutput.of(RecordedClient.failing(timeout), Recipe.class).create(Answer.request()))
			.expectErrorSatisfies((failure) -> assertThat(failure).isSameAs(timeout))
			.verify();
		assertThat(ApixoTimeoutException.class).isFinal();
	}

	@Test
	@DisplayName("STR-22 a structured failure carries the response")
	void failureCarriesTheResponse() {
		Message message = Answer.of("no").message();
		assertThat(failure(() -> this.recipes.read(message)).partialMessage()).isEqualTo(message);
	}

	@Test
	@DisplayName("STR-23 no text of a failure contains a value of the document")
	void noTextContainsAValue() {
		for (String document : List.of("{\"title\":\"SECRET\",\"ingredients\":\"SECRET\"}",
				"{\"title\":\"x\",\"ingredients\":[{\"name\":\"SECRET\",\"amount\":\"SECRET\"}]}",
				"{\"SECRET\":SECRET}", "{\"title\":{\"SECRET\":1}}", "SECRET",
				"{\"title\":\"SECRET\",\"title\":\"SECRET\"}")) {
			Throwable failure = failure(Answer.of(document));
			assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
			assertThat(failure.toString()).doesNotContain("SECRET");
			assertThat(((ApixoStructuredOutputException) failure).path()).doesNotContain("SECRET");
		}
	}

	@Test
	@DisplayName("STR-26 nesting deeper than 500 is malformed, and the next document is read")
	void deepNestingIsMalformed() {
		String bomb = "{\"title\":" + "[".repeat(100_000);
		assertThat(failure(Answer.of(bomb)).reason()).isEqualTo(Reason.MALFORMED);
		assertThat(this.recipes.read(Answer.of(PANCAKES).message()).ingredients()).hasSize(2);
	}

	@Test
	@DisplayName("STR-35 an invalid document is asked for again with path and rule")
	void invalidDocumentIsAskedForAgain() {
		Message invalid = Answer.of("{\"title\":\"SECRET\"}").message();
		RecordedClient client = RecordedClient.answering(invalid, Answer.of(PANCAKES).message());
		StructuredOutput<Recipe> output = StructuredOutput.builder(client).maxRepairs(1).build(Recipe.class);
		StepVerifier.create(output.streamMessage(Answer.request())).assertNext((message) -> {
			assertThat(message.value().ingredients()).contains(new Ingredient("flour", 250));
			assertThat(message.usage().inputTokens()).isEqualTo(6);
		}).verifyComplete();
		MessagesRequest repair = client.requests().get(1);
		assertThat(repair.messages()).hasSize(3);
		assertThat(repair.messages().get(1).content().text()).isEqualTo("{\"title\":\"SECRET\"}");
		assertThat(repair.messages().get(2).content().blocks()).singleElement()
			.isInstanceOfSatisfying(TextBlock.class,
					(block) -> assertThat(block.text()).contains("/ingredients is required and must not be null")
						.doesNotContain("SECRET"));
	}

	@Test
	@DisplayName("STR-35 in mode TOOL the problems are the result of the tool")
	void problemsAreTheResultOfTheTool() {
		RecordedClient client = RecordedClient.answering(Answer.call("answer", "{\"title\":").message(),
				Answer.call("answer", PANCAKES).message());
		StructuredOutput<Recipe> output = StructuredOutput.builder(client)
			.mode(StructuredOutput.Mode.TOOL)
			.maxRepairs(2)
			.build(Recipe.class);
		StepVerifier.create(output.create(Answer.request())).expectNextCount(1).verifyComplete();
		assertThat(client.requests().get(1).messages().get(2).content().blocks()).singleElement()
			.isInstanceOf(ToolResultBlock.class);
	}

	@Test
	@DisplayName("STR-35 refused and truncated documents are not asked for again, others not more often than allowed")
	void repairsAreBounded() {
		for (Answer answer : List.of(Answer.begin().text(PANCAKES).end("refusal"),
				Answer.begin().text("{").end("max_tokens"))) {
			RecordedClient client = RecordedClient.answering(answer.message());
			StepVerifier
				.create(StructuredOutput.builder(client).maxRepairs(3).build(Recipe.class).create(Answer.request()))
				.verifyError(ApixoStructuredOutputException.class);
			assertThat(client.requests()).hasSize(1);
		}
		Message malformed = Answer.of("no").message();
		RecordedClient client = RecordedClient.answering(malformed, malformed, malformed);
		StepVerifier.create(StructuredOutput.builder(client).maxRepairs(2).build(Recipe.class).create(Answer.request()))
			.verifyError(ApixoStructuredOutputException.class);
		assertThat(client.requests()).hasSize(3);
	}

	@Test
	@DisplayName("STR-16 STR-36 each subscription is one call of one method of the client")
	void eachSubscriptionIsOneCall() {
		RecordedClient client = RecordedClient.answering(Answer.of(PANCAKES).message(), Answer.of(PANCAKES).message(),
				Answer.of(PANCAKES).message());
		StructuredOutput<Recipe> output = StructuredOutput.of(client, Recipe.class);
		var create = output.create(Answer.request());
		assertThat(client.methods()).isEmpty();
		create.block();
		create.block();
		output.streamMessage(Answer.request()).block();
		assertThat(client.methods()).containsExactly("create", "create", "streamMessage");
	}

}
