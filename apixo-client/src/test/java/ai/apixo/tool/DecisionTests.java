package ai.apixo.tool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.json.ApixoMessagesModule;
import ai.apixo.messages.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Runs that wait for somebody, are stored and continued.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class DecisionTests {

	private final List<String> executed = new CopyOnWriteArrayList<>();

	private final ToolFunction delete = ToolFunction
		.of(Tool.of("delete", "Deletes a file.", "{\"type\":\"object\"}"), (call) -> executed(call, "deleted"))
		.requiringApproval();

	private final ToolFunction read = ToolFunction.of(Tool.of("read", "Reads a file.", "{\"type\":\"object\"}"),
			(call) -> executed(call, "content"));

	private String executed(ToolUseBlock call, String result) {
		this.executed.add(call.name() + " " + call.id() + " " + call.input());
		return result;
	}

	private static ScriptedAnswer twoCalls() {
		return ScriptedAnswer.begin()
			.use("toolu_1", "read", "{'n':1.10}")
			.use("toolu_2", "delete", "{'file':'a'}")
			.end("tool_use");
	}

	private ToolRun waiting(ScriptedModel model) {
		return Runs.end(model.runner(this.read, this.delete).build().stream(ScriptedAnswer.question()));
	}

	@Test
	@DisplayName("TOOL-25 if one call needs a decision, none of the turn is executed and the run completes")
	void nothingIsExecuted() {
		ScriptedModel model = ScriptedModel.saying(twoCalls());
		List<ToolRunEvent> events = Runs
			.collect(model.runner(this.read, this.delete).build().stream(ScriptedAnswer.question()));
		assertThat(this.executed).isEmpty();
		assertThat(events).noneMatch(ToolStarted.class::isInstance).noneMatch(ToolFinished.class::isInstance);
		ToolRun run = ((RunFinished) events.get(events.size() - 1)).run();
		assertThat(run.status()).isEqualTo(ToolRunStatus.DECISION_REQUIRED);
		assertThat(run.pendingCalls()).extracting(ToolUseBlock::id).containsExactly("toolu_2");
		assertThat(run.request()).isEqualTo(ScriptedAnswer.question());
	}

	@Test
	@DisplayName("TOOL-25 a predicate decides for each call whether it needs approval, and one that throws needs it")
	void predicateDecides() {
		ToolFunction sometimes = this.read.requiringApproval((call) -> call.input().path("n").intValue() > 1);
		for (String input : List.of("{'n':1}", "{'n':2}", "{'n':'x'}")) {
			ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "read", input),
					ScriptedAnswer.text("Done."));
			ToolRun run = Runs.end(model.runner(sometimes).build().stream(ScriptedAnswer.question()));
			assertThat(run.status())
				.isEqualTo(input.equals("{'n':1}") ? ToolRunStatus.COMPLETED : ToolRunStatus.DECISION_REQUIRED);
		}
	}

	@Test
	@DisplayName("TOOL-25 a predicate whose class cannot be linked needs approval, too")
	void predicateThatCannotBeLinkedNeedsApproval() {
		for (Error failure : List.of(new NoClassDefFoundError("com/example/Policy"), new AssertionError("secret"))) {
			ToolFunction broken = this.read.requiringApproval((call) -> {
				throw failure;
			});
			ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "read", "{'n':1}"));
			ToolRun run = Runs.end(model.runner(broken).build().stream(ScriptedAnswer.question()));
			assertThat(run.status()).isEqualTo(ToolRunStatus.DECISION_REQUIRED);
		}
	}

	@Test
	@DisplayName("TOOL-25 a call that cannot be executed anyway needs no decision")
	void brokenCallNeedsNoDecision() {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "delete", "{'file':"),
				ScriptedAnswer.text("Done."));
		assertThat(waiting(model).status()).isEqualTo(ToolRunStatus.COMPLETED);
	}

	@Test
	@DisplayName("TOOL-6 TOOL-29 a stored call whose arguments are no object any more is answered with is_error")
	void storedArgumentsThatAreNoObject() {
		ToolRun run = waiting(ScriptedModel.saying(twoCalls()));
		String json = run.approveAll().toJson();
		String broken = json.replaceFirst("(\"id\":\"toolu_1\",\"name\":\"\\w+\",\"input\":)\\{[^}]*}", "$1[1]");
		assertThat(broken).isNotEqualTo(json);
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.text("Done."));
		List<ToolRunEvent> events = Runs
			.collect(model.runner(this.read, this.delete).build().stream(ToolRun.parse(broken)));
		assertThat(Runs.results(events).get(0).isError()).isTrue();
		assertThat(events.get(events.size() - 1)).isInstanceOf(RunFinished.class);
	}

	@Test
	@DisplayName("TOOL-26 decisions return a new run, and a later one replaces an earlier one")
	void decisionsReturnANewRun() {
		ScriptedModel model = ScriptedModel.saying(twoCalls(), ScriptedAnswer.text("Done."));
		ToolRun run = waiting(model);
		ToolRun denied = run.deny("toolu_2", "Not that one.");
		assertThat(run.pendingCalls()).hasSize(1);
		assertThat(denied.pendingCalls()).isEmpty();
		assertThat(Runs.end(model.runner(this.read, this.delete).build().stream(denied.approve("toolu_2"))).status())
			.isEqualTo(ToolRunStatus.COMPLETED);
		assertThat(this.executed).hasSize(2);
	}

	@Test
	@DisplayName("TOOL-26 an id that does not wait is refused, and so is the approval of a call without a function")
	void decisionsAreChecked() {
		ToolRun run = waiting(ScriptedModel.saying(twoCalls()));
		assertThatIllegalArgumentException().isThrownBy(() -> run.approve("toolu_1"));
		assertThatIllegalArgumentException().isThrownBy(() -> run.deny("nobody", "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> run.deny("toolu_2", " ")).withMessageContaining("reason");
		assertThatIllegalArgumentException().isThrownBy(() -> run.answer("nobody", Content.of("x")));
		MessagesRequest request = ScriptedAnswer.question().toBuilder().tool(Tool.of("own", "d", "{}")).build();
		ToolRun external = Runs
			.end(ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "own", "{}")).runner().build().stream(request));
		assertThatIllegalArgumentException().isThrownBy(() -> external.approve("toolu_1"))
			.withMessageContaining("no function");
		assertThat(external.approveAll().pendingCalls()).hasSize(1);
		assertThat(run.deny("toolu_2", "No.").approveAll()).isEqualTo(run.deny("toolu_2", "No."));
	}

	@Test
	@DisplayName("TOOL-26 deny sends the reason with is_error, answer sends the content")
	void decisionsAreSent() {
		ScriptedModel model = ScriptedModel.saying(twoCalls(), ScriptedAnswer.text("Done."), twoCalls(),
				ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(this.read, this.delete).build();
		Runs.end(runner.stream(waiting(model).deny("toolu_2", "Not that one.")));
		assertThat(results(model.request(2))).containsExactly(ToolResultBlock.of("toolu_1", "content"),
				ToolResultBlock.error("toolu_2", "Not that one."));
		Runs.end(runner.stream(waiting(model).answer("toolu_2", Content.of("I did it."))));
		assertThat(results(model.request(4))).containsExactly(ToolResultBlock.of("toolu_1", "content"),
				ToolResultBlock.of("toolu_2", "I did it."));
		assertThat(this.executed).allMatch((call) -> call.startsWith("read"));
	}

	private static List<Object> results(MessagesRequest request) {
		List<InputMessage> messages = request.messages();
		return List.copyOf(messages.get(messages.size() - 1).content().blocks());
	}

	@Test
	@DisplayName("TOOL-27 with all decisions made the stored calls are executed, without asking the model for them again")
	void storedCallsAreExecuted() {
		ScriptedModel model = ScriptedModel.saying(twoCalls(), ScriptedAnswer.text("Done."));
		ToolRun run = ToolRun.parse(waiting(model).approve("toolu_2").toJson());
		List<ToolRunEvent> events = Runs.collect(model.runner(this.read, this.delete).build().stream(run));
		assertThat(this.executed).containsExactlyInAnyOrder("read toolu_1 {\"n\":1.10}",
				"delete toolu_2 {\"file\":\"a\"}");
		assertThat(model.requests()).hasSize(2);
		assertThat(events.get(0)).isInstanceOf(ToolStarted.class);
		assertThat(events.stream().filter(TurnFinished.class::isInstance)).singleElement()
			.extracting(ToolRunEvent::turn)
			.isEqualTo(1);
		assertThat(events.get(events.size() - 1).turn()).isEqualTo(2);
		assertThat(((RunFinished) events.get(events.size() - 1)).run().usage().outputTokens()).isEqualTo(14);
	}

	@Test
	@DisplayName("TOOL-27 with a decision missing, and for a completed run, nothing is sent and the run comes back")
	void nothingToDo() {
		ScriptedModel model = ScriptedModel.saying(twoCalls(), ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(this.read, this.delete).build();
		ToolRun waiting = waiting(model);
		StepVerifier.create(runner.stream(waiting)).expectNext(new RunFinished(1, waiting)).verifyComplete();
		ToolRun complete = Runs.end(runner.stream(waiting.approveAll()));
		StepVerifier.create(runner.stream(complete)).expectNext(new RunFinished(2, complete)).verifyComplete();
		assertThat(model.requests()).hasSize(2);
		StepVerifier.create(runner.run(complete)).expectNext(complete).verifyComplete();
	}

	@Test
	@DisplayName("TOOL-28 a run that was refused or is incomplete asks the same question again, and turns count on")
	void sameQuestionAgain() {
		for (String stopReason : List.of("refusal", "max_tokens")) {
			ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.begin().say("Half").end(stopReason),
					ScriptedAnswer.text("Done."));
			ToolRunner runner = model.runner(this.read).build();
			ToolRun again = Runs.end(runner.stream(Runs.end(runner.stream(ScriptedAnswer.question()))));
			assertThat(model.request(2)).isEqualTo(model.request(1));
			assertThat(again.status()).isEqualTo(ToolRunStatus.COMPLETED);
			assertThat(again.turns()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("TOOL-28 after a limit a run goes on with limits that start afresh, from a turn that finished too")
	void limitsStartAfresh() {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "read", "{}"),
				ScriptedAnswer.call("toolu_2", "read", "{}"), ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(this.read).maxTurns(1).build();
		ToolRun first = Runs.end(runner.stream(ScriptedAnswer.question()));
		assertThat(first.status()).isEqualTo(ToolRunStatus.MAX_TURNS);
		ToolRun second = Runs.end(runner.stream(ToolRun.parse(first.toJson())));
		assertThat(second.status()).isEqualTo(ToolRunStatus.MAX_TURNS);
		assertThat(second.turns()).isEqualTo(2);
		assertThat(Runs.end(runner.stream(second)).status()).isEqualTo(ToolRunStatus.COMPLETED);
	}

	@Test
	@DisplayName("TOOL-28 for MAX_TOOL_CALLS the stored calls are executed, and those that need approval wait first")
	void storedCallsBeyondTheLimit() {
		ScriptedModel model = ScriptedModel.saying(twoCalls(), ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(this.read, this.delete).maxToolCalls(1).build();
		ToolRun limited = Runs.end(runner.stream(ScriptedAnswer.question()));
		assertThat(limited.status()).isEqualTo(ToolRunStatus.MAX_TOOL_CALLS);
		ToolRun waiting = Runs.end(runner.stream(ToolRun.parse(limited.toJson())));
		assertThat(waiting.status()).isEqualTo(ToolRunStatus.DECISION_REQUIRED);
		assertThat(Runs.end(runner.stream(waiting.approveAll())).status()).isEqualTo(ToolRunStatus.COMPLETED);
		assertThat(this.executed).hasSize(2);
	}

	@Test
	@DisplayName("TOOL-28 a call whose function is gone is an unknown tool")
	void functionIsGone() {
		ScriptedModel model = ScriptedModel.saying(twoCalls(), ScriptedAnswer.text("Done."));
		Runs.end(model.runner(this.read).build().stream(waiting(model).approveAll()));
		assertThat(results(model.request(2)))
			.contains(ToolResultBlock.error("toolu_2", "There is no tool of this name."));
	}

	@Test
	@DisplayName("TOOL-29 parse(toJson()) loses nothing: digits, unknown blocks and fields, decisions, faults")
	void storedRunIsTheSame() {
		MessagesRequest request = ScriptedAnswer.question()
			.toBuilder()
			.additionalProperty("of_next_year", ScriptedAnswer.json("{'digits':1.10}"))
			.build();
		ScriptedAnswer answer = ScriptedAnswer.begin()
			.start("{'type':'thinking','thinking':'Hm','signature':'c2ln','of_next_year':1.000}")
			.stop()
			.start("{'type':'of_next_year','x':1e400}")
			.stop()
			.use("toolu_1", "delete", "{'n':1.10}")
			.use("toolu_2", "read", "{'cut")
			.use("toolu_3", "delete", "{}")
			.use("toolu_4", "delete", "{}")
			.end("tool_use");
		ScriptedModel model = ScriptedModel.saying(answer, ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(this.read, this.delete).build();
		ToolRun run = Runs.end(runner.stream(request))
			.deny("toolu_1", "No.")
			.answer("toolu_3", Content.of("Yes."))
			.approve("toolu_4");
		ToolRun parsed = ToolRun.parse(run.toJson());
		assertThat(parsed).isEqualTo(run).hasSameHashCodeAs(run);
		assertThat(parsed.lastMessage()).isEqualTo(run.lastMessage());
		assertThat(parsed.request()).isEqualTo(run.request());
		assertThat(parsed.toJson()).isEqualTo(run.toJson()).contains("1.10", "1.000", "\"version\":1");
		Runs.end(runner.stream(parsed));
		assertThat(this.executed).containsExactly("delete toolu_4 {}");
		assertThat(results(model.request(2))).hasSize(4)
			.anySatisfy((result) -> assertThat(Runs.text((ToolResultBlock) result)).contains("not JSON"));
	}

	@Test
	@DisplayName("TOOL-29 a run that was changed by hand is refused if it contradicts itself")
	void changedRunIsRefused() {
		String json = waiting(ScriptedModel.saying(twoCalls())).toJson();
		for (String[] change : new String[][] { { "\"pending\":\\[.*?\\]", "\"pending\":[]" },
				{ "\"pending\":\\[\\{\"id\":\"toolu_2\"", "\"pending\":[{\"id\":\"nobody\"" },
				{ "\"pending\":\\[(.*?)\\]", "\"pending\":[$1,$1]" }, { "\"turns\":1", "\"turns\":-1" },
				{ "\"tool_calls\":0", "\"tool_calls\":-1" }, { "\"pending\":\\[.*?\\]", "\"pending\":7" },
				{ "\"approvable\":true", "\"approvable\":true,\"decision\":\"denied\"" },
				{ "\"approvable\":true", "\"approvable\":true,\"decision\":\"eaten\"" } }) {
			String changed = json.replaceFirst(change[0], change[1]);
			assertThat(changed).isNotEqualTo(json);
			assertThatExceptionOfType(ApixoConfigurationException.class).as(changed)
				.isThrownBy(() -> ToolRun.parse(changed));
		}
	}

	@Test
	@DisplayName("TOOL-29 toString shows status and counts, and so does the run in the JSON of an event")
	void runInAnEvent() {
		ScriptedModel model = ScriptedModel.saying(twoCalls(), ScriptedAnswer.text("A secret."));
		ToolRunner runner = model.runner(this.read, this.delete).build();
		ToolRun run = waiting(model);
		assertThat(run).hasToString("ToolRun[status=DECISION_REQUIRED, turns=1, toolCalls=0, pendingCalls=1]");
		JsonMapper mapper = JsonMapper.builder().addModule(new ApixoMessagesModule()).build();
		List<String> written = Runs.collect(runner.stream(run.approveAll()))
			.stream()
			.map(mapper::writeValueAsString)
			.toList();
		assertThat(written)
			.anyMatch(
					(json) -> json.startsWith("{\"type\":\"tool_started\",\"turn\":1,\"call\":{\"type\":\"tool_use\""))
			.anyMatch((json) -> json.contains("\"type\":\"tool_finished\"") && json.contains("\"elapsed\":\"PT"))
			.anyMatch((json) -> json.startsWith(
					"{\"type\":\"turn_finished\",\"turn\":1,\"run\":{\"status\":\"continuing\",\"turns\":1,\"tool_calls\":2"))
			.anyMatch((json) -> json
				.startsWith("{\"type\":\"model_event\",\"turn\":2,\"event\":{\"type\":\"message_start\""))
			.anyMatch((json) -> json.startsWith("{\"type\":\"run_finished\"") && !json.contains("secret"));
		assertThat(
				mapper.writeValueAsString(new ToolProgress(1, run.pendingCalls().get(0), ScriptedAnswer.json("[1]"))))
			.startsWith("{\"type\":\"tool_progress\"")
			.endsWith("\"value\":[1]}");
		assertThat(mapper.writeValueAsString(run)).isEqualTo(
				"{\"status\":\"decision_required\",\"turns\":1,\"tool_calls\":0,\"pending_calls\":1,\"usage\":{\"input_tokens\":10,\"output_tokens\":7}}");
	}

	@Test
	@DisplayName("TOOL-30 a stored run that is continued twice executes its calls twice, with the same ids")
	void executionIsAtLeastOnce() {
		ScriptedModel model = ScriptedModel.saying(twoCalls(), ScriptedAnswer.text("Done."),
				ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(this.read, this.delete).build();
		ToolRun approved = waiting(model).approveAll();
		Flux.range(0, 2).doOnNext((number) -> Runs.end(runner.stream(approved))).blockLast();
		assertThat(this.executed.stream().filter((call) -> call.startsWith("delete toolu_2"))).hasSize(2);
	}

}
