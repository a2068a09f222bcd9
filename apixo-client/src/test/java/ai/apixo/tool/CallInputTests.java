package ai.apixo.tool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import tools.jackson.databind.node.JsonNodeFactory;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which calls are executed, and with which arguments.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class CallInputTests {

	private final List<String> inputs = new CopyOnWriteArrayList<>();

	private final ToolFunction echo = ToolFunction.of(Tool.of("echo", "Repeats.", "{\"type\":\"object\"}"), (call) -> {
		this.inputs.add(call.input().toString());
		return "done";
	});

	private List<ToolRunEvent> play(ScriptedAnswer answer) {
		ScriptedModel model = ScriptedModel.saying(answer, ScriptedAnswer.text("Done."));
		return Runs.collect(model.runner(this.echo).build().stream(ScriptedAnswer.question()));
	}

	private ToolResultBlock onlyResult(ScriptedAnswer answer) {
		List<ToolResultBlock> results = Runs.results(play(answer));
		assertThat(results).hasSize(1);
		return results.get(0);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			{}                | {}
			null              | {}
			''                | {}
			{'a':1.10}        | {"a":1.10}
			'{\\'a\\':1}'     | {"a":1}
			""")
	@DisplayName("TOOL-6 arguments that come with the start of a call mean an object")
	void argumentsOfTheStart(String input, String object) {
		String json = input.replace("\\'", "\\\"");
		assertThat(
				onlyResult(ScriptedAnswer.begin().startUse("toolu_1", "echo", json).stop().end("tool_use")).isError())
			.isFalse();
		assertThat(this.inputs).containsExactly(object);
	}

	@Test
	@DisplayName("TOOL-6 pieces are joined, with every digit, and a string of an object means that object")
	void argumentsInPieces() {
		onlyResult(ScriptedAnswer.begin().use("toolu_1", "echo", "", "{'a'", ":1.10,'b':1e400}").end("tool_use"));
		onlyResult(ScriptedAnswer.begin().use("toolu_1", "echo", "'{\\'a\\':2}'").end("tool_use"));
		assertThat(this.inputs.get(0)).startsWith("{\"a\":1.10,\"b\":1");
		assertThat(this.inputs).hasSize(2);
	}

	@Test
	@DisplayName("TOOL-6 arguments that arrived whole are complete without the end of their block")
	void wholeArgumentsNeedNoStop() {
		ToolResultBlock result = onlyResult(
				ScriptedAnswer.begin().startUse("toolu_1", "echo", "{}").input("{'a':1}").skip().end("tool_use"));
		assertThat(result.isError()).isFalse();
		assertThat(this.inputs).containsExactly("{\"a\":1}");
	}

	static Stream<Arguments> incomplete() {
		return Stream.of(arguments("not JSON", "character 5", (answer) -> answer.use("toolu_1", "echo", "{'a':")),
				arguments("not JSON", "is at character", (answer) -> answer.use("toolu_1", "echo", "nonsense")),
				arguments("no object", "not an object", (answer) -> answer.use("toolu_1", "echo", "[1]")),
				arguments("no object", "not an object", (answer) -> answer.use("toolu_1", "echo", "7")),
				arguments("no object", "not an object", (answer) -> answer.startUse("toolu_1", "echo", "[1]").stop()),
				arguments("no object", "not JSON", (answer) -> answer.startUse("toolu_1", "echo", "'abc'").stop()),
				arguments("cut", "not arrive completely", (answer) -> answer.startUse("toolu_1", "echo", "{}").skip()),
				arguments("cut", "not JSON", (answer) -> answer.startUse("toolu_1", "echo", "{}").input("{'a").skip()));
	}

	private static Arguments arguments(String what, String told, Consumer<ScriptedAnswer> script) {
		return Arguments.of(what, told, script);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("incomplete")
	@DisplayName("TOOL-6 a call that is incomplete is answered with the location of the fault, and the others run")
	void incompleteCallIsAnswered(String what, String told, Consumer<ScriptedAnswer> script) {
		ScriptedAnswer answer = ScriptedAnswer.begin();
		script.accept(answer);
		List<ToolRunEvent> events = play(answer.use("toolu_2", "echo", "{'ok':true}").end("tool_use"));
		assertThat(this.inputs).containsExactly("{\"ok\":true}");
		assertThat(events.stream().filter((event) -> "toolu_1".equals(Runs.callOf(event)))).singleElement()
			.isInstanceOfSatisfying(ToolFinished.class, (finished) -> {
				assertThat(finished.result().isError()).isTrue();
				assertThat(Runs.text(finished.result())).contains(told).doesNotContain("nonsense");
				assertThat(finished.elapsed()).isZero();
			});
	}

	static Stream<Arguments> unattributable() {
		String piece = "{'type':'input_json_delta','partial_json':'{}'}";
		return Stream.of(
				arguments("of an index that never started", "",
						(answer) -> answer.use("toolu_1", "echo").delta(7, piece)),
				arguments("of a call that is stopped", "",
						(answer) -> answer.use("toolu_1", "echo", "{}").delta(0, piece)),
				arguments("of a text block", "",
						(answer) -> answer.start("{'type':'text','text':''}")
							.delta(piece)
							.stop()
							.use("toolu_1", "echo")),
				arguments("ahead of its call", "", (answer) -> answer.delta(piece).use("toolu_1", "echo")),
				arguments("that is an object", "",
						(answer) -> answer.startUse("toolu_1", "echo", "{}")
							.delta("{'type':'input_json_delta','partial_json':{'a':1}}")
							.stop()),
				arguments("without index, while two calls are open", "",
						(answer) -> answer.startUse("toolu_1", "echo", "{}")
							.skip()
							.startUse("toolu_2", "echo", "{}")
							.event("{'type':'content_block_delta','delta':" + piece + "}")
							.stop()),
				arguments("of a call with an empty id", "", (answer) -> answer.use("", "echo")),
				arguments("of a call with an empty name", "", (answer) -> answer.use("toolu_1", "")),
				arguments("of two calls with one id", "",
						(answer) -> answer.use("toolu_1", "echo").use("toolu_1", "echo")),
				arguments("of a call without id", "",
						(answer) -> answer.start("{'type':'tool_use','name':'echo','input':{}}").stop()));
	}

	@ParameterizedTest(name = "arguments {0}")
	@MethodSource("unattributable")
	@DisplayName("TOOL-7 nothing is executed if arguments cannot be attributed or a call cannot be answered")
	void brokenAnswerFails(String what, String told, Consumer<ScriptedAnswer> script) {
		ScriptedAnswer answer = ScriptedAnswer.begin();
		script.accept(answer);
		ScriptedModel model = ScriptedModel.saying(answer.use("toolu_9", "echo").end("tool_use"));
		StepVerifier.create(model.runner(this.echo).build().stream(ScriptedAnswer.question()))
			.thenConsumeWhile(ModelEvent.class::isInstance)
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ApixoProtocolException.class)
				.hasMessageContaining("No call of this response was executed"));
		assertThat(this.inputs).isEmpty();
	}

	@Test
	@DisplayName("TOOL-7 an answer that stops for tools and has arguments but no call fails")
	void argumentsWithoutAnyCall() {
		ScriptedModel model = ScriptedModel
			.saying(ScriptedAnswer.begin().delta("{'type':'input_json_delta','partial_json':'{}'}").end("tool_use"));
		StepVerifier.create(model.runner(this.echo).build().stream(ScriptedAnswer.question()))
			.thenConsumeWhile(ModelEvent.class::isInstance)
			.verifyError(ApixoProtocolException.class);
	}

	@Test
	@DisplayName("TOOL-7 stray arguments and deltas of unknown types change nothing where no call is concerned")
	void unknownDeltasChangeNothing() {
		ScriptedAnswer answer = ScriptedAnswer.begin()
			.startUse("toolu_1", "echo", "{}")
			.delta("{'type':'of_next_year','x':1}")
			.input("{'a':1}")
			.stop()
			.end("tool_use");
		assertThat(onlyResult(answer).isError()).isFalse();
		ScriptedAnswer text = ScriptedAnswer.begin()
			.say("Hello.")
			.delta(0, "{'type':'input_json_delta','partial_json':'{}'}")
			.end("end_turn");
		ToolRun run = Runs.end(ScriptedModel.saying(text).runner(this.echo).build().stream(ScriptedAnswer.question()));
		assertThat(run.status()).isEqualTo(ToolRunStatus.COMPLETED);
	}

	@Test
	@DisplayName("TOOL-10 an unknown name is answered with is_error, whatever its case")
	void unknownTool() {
		List<ToolRunEvent> events = play(ScriptedAnswer.call("toolu_1", "Echo", "{}"));
		assertThat(Runs.results(events)).singleElement()
			.satisfies((result) -> assertThat(result.isError()).isTrue())
			.satisfies((result) -> assertThat(Runs.text(result)).isEqualTo("There is no tool of this name."));
		assertThat(events).noneMatch(ToolStarted.class::isInstance);
		assertThat(this.inputs).isEmpty();
	}

	@Test
	@DisplayName("TOOL-10 a custom tool that the request declares is for the application to execute")
	void toolOfTheApplication() {
		MessagesRequest request = ScriptedAnswer.question()
			.toBuilder()
			.tool(Tool.of("lookup", "Looks up.", "{\"type\":\"object\"}"))
			.build();
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "lookup", "{}"),
				ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(this.echo).build();
		ToolRun run = Runs.end(runner.stream(request));
		assertThat(run.status()).isEqualTo(ToolRunStatus.DECISION_REQUIRED);
		ToolRun answered = run.answer("toolu_1", Content.of("found"));
		assertThat(Runs.end(runner.stream(answered)).status()).isEqualTo(ToolRunStatus.COMPLETED);
		assertThat(model.request(2).messages().get(2).content().blocks())
			.containsExactly(ToolResultBlock.of("toolu_1", "found"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 400, 490, 499, 500 })
	@DisplayName("TOOL-6 TOOL-29 arguments may be nested as deeply as they can be read, in a run that is stored too")
	void deepArguments(int depth) {
		ToolRun run = deepRun(depth);
		assertThat(run.status()).isEqualTo(ToolRunStatus.DECISION_REQUIRED);
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.text("Done."));
		ToolRun end = Runs.end(model.runner(deep()).build().stream(ToolRun.parse(run.toJson()).approveAll()));
		assertThat(end.status()).isEqualTo(ToolRunStatus.COMPLETED);
		assertThat(ToolRun.parse(end.toJson())).isEqualTo(end);
	}

	@Test
	@DisplayName("TOOL-6 arguments that are nested too deeply are answered with is_error, and the run goes on")
	void tooDeepArguments() {
		ToolRun run = deepRun(501);
		assertThat(run.status()).isEqualTo(ToolRunStatus.COMPLETED);
		ToolResultBlock result = (ToolResultBlock) run.request().messages().get(2).content().blocks().get(0);
		assertThat(result.isError()).isTrue();
		assertThat(Runs.text(result)).startsWith("The arguments cannot be read: they are nested too deeply");
	}

	private static ToolFunction deep() {
		return ToolFunction
			.of(Tool.of("deep", "d", JsonNodeFactory.instance.objectNode().put("type", "object")), ToolUseBlock::id)
			.requiringApproval();
	}

	private static ToolRun deepRun(int depth) {
		ScriptedModel model = ScriptedModel.saying(
				ScriptedAnswer.call("toolu_1", "deep", "{'a':".repeat(depth) + "1" + "}".repeat(depth)),
				ScriptedAnswer.text("Done."));
		return Runs.end(model.runner(deep()).build().stream(ScriptedAnswer.question()));
	}

}
