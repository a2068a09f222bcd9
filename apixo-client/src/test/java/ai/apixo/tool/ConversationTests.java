package ai.apixo.tool;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.messages.Container;
import ai.apixo.messages.ContainerSkill;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is sent back.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class ConversationTests {

	private final ToolFunction clock = ToolFunction.of("clock", "Tells the time.", () -> "12:00");

	private MessagesRequest second(MessagesRequest first, ScriptedAnswer answer) {
		ScriptedModel model = ScriptedModel.saying(answer, ScriptedAnswer.text("Done."));
		Runs.collect(model.runner(this.clock).build().stream(first));
		return model.request(2);
	}

	@Test
	@DisplayName("TOOL-11 blocks go back as they were streamed: order, digits, signatures, unknown ones, calls of server tools")
	void answerGoesBackAsItCame() {
		ScriptedAnswer answer = ScriptedAnswer.begin()
			.start("{'type':'thinking','thinking':'Hm','signature':''}")
			.delta("{'type':'signature_delta','signature':'c2ln'}")
			.stop()
			.start("{'type':'server_tool_use','id':'srvtoolu_1','name':'web_search','input':{}}")
			.input("{'query':'x','n':1.10}")
			.stop()
			.start("{'type':'mcp_tool_use','id':'mcptoolu_1','name':'n','server_name':'s','input':{}}")
			.input("{'big':1e400}")
			.stop()
			.start("{'type':'of_next_year','field':{'digits':1.000}}")
			.stop()
			.start("{'type':'redacted_thinking','data':'eA=='}")
			.stop()
			.say("Let me see.")
			.use("toolu_1", "clock")
			.end("tool_use");
		InputMessage sent = second(ScriptedAnswer.question(), answer).messages().get(1);
		JsonNode content = ScriptedAnswer.json(sent).get("content");
		assertThat(content).hasToString(ScriptedAnswer.json(answer.message()).get("content").toString());
		assertThat(content.toString()).contains("1.10", "1.000", "c2ln", "mcp_tool_use").contains("E+400");
	}

	@Test
	@DisplayName("TOOL-11 an empty text block is omitted, and an input that is no object is sent as {}")
	void refusedFormsAreMended() {
		ScriptedAnswer answer = ScriptedAnswer.begin()
			.start("{'type':'text','text':''}")
			.stop()
			.use("toolu_1", "clock", "[1]")
			.end("tool_use");
		assertThat(ScriptedAnswer.json(second(ScriptedAnswer.question(), answer).messages().get(1)).get("content"))
			.hasToString(
					ScriptedAnswer.json("[{'type':'tool_use','id':'toolu_1','name':'clock','input':{}}]").toString());
	}

	@Test
	@DisplayName("TOOL-12 the next user turn has one result for each call, in their order, and nothing else")
	void resultsAreInTheOrderOfTheCalls() {
		ToolFunction slow = ToolFunction.of("slow", "Is slow.",
				() -> Flux.just(1).hide().next().delayElement(java.time.Duration.ofMillis(50)));
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.begin()
			.use("toolu_1", "slow")
			.use("toolu_2", "clock")
			.use("toolu_3", "nobody")
			.use("toolu_4", "clock", "{'")
			.end("tool_use"), ScriptedAnswer.text("Done."));
		Runs.collect(model.runner(this.clock, slow).build().stream(ScriptedAnswer.question()));
		InputMessage turn = model.request(2).messages().get(2);
		assertThat(turn.role().value()).isEqualTo("user");
		assertThat(turn.content().blocks()).extracting((block) -> ((ToolResultBlock) block).toolUseId())
			.containsExactly("toolu_1", "toolu_2", "toolu_3", "toolu_4");
	}

	@Test
	@DisplayName("TOOL-13 an answer that was refused, is incomplete or has no content is not in the conversation")
	void uselessAnswersAreLeftOut() {
		for (ScriptedAnswer answer : List.of(ScriptedAnswer.begin().say("Half").end("max_tokens"),
				ScriptedAnswer.begin().say("No").end("refusal"), ScriptedAnswer.begin().end("end_turn"),
				ScriptedAnswer.begin().start("{'type':'text','text':' '}").stop().end("end_turn"))) {
			ToolRun run = Runs.end(ScriptedModel.saying(answer).runner().build().stream(ScriptedAnswer.question()));
			assertThat(run.request().messages()).isEqualTo(ScriptedAnswer.question().messages());
			assertThat(run.lastMessage()).isEqualTo(answer.message());
		}
	}

	@Test
	@DisplayName("TOOL-9 pause_turn is sent back unchanged, without a user turn, and counts as a turn")
	void pausedTurnIsSentBack() {
		ScriptedAnswer paused = ScriptedAnswer.begin()
			.start("{'type':'server_tool_use','id':'srvtoolu_1','name':'web_search','input':{'q':1}}")
			.stop()
			.end("pause_turn");
		ScriptedModel model = ScriptedModel.saying(paused, ScriptedAnswer.text("Done."));
		ToolRun run = Runs.end(model.runner(this.clock).build().stream(ScriptedAnswer.question()));
		assertThat(model.request(2).messages()).hasSize(2);
		assertThat(model.request(2).messages().get(1)).isEqualTo(paused.message().toInput());
		assertThat(run.turns()).isEqualTo(2);
	}

	@Test
	@DisplayName("TOOL-14 the container of an answer goes into the next request, with the skills of the request")
	void containerIsUsedAgain() {
		MessagesRequest request = ScriptedAnswer.question()
			.toBuilder()
			.container(new Container(null, null, List.of(new ContainerSkill("anthropic", "pdf", "latest"))))
			.build();
		ScriptedAnswer answer = new ScriptedAnswer()
			.event("{'type':'message_start','message':{'id':'msg_1',"
					+ "'type':'message','role':'assistant','model':'m','content':[],'container':{'id':'container_1',"
					+ "'expires_at':'2030-01-01T00:00:00Z'},'usage':{}}}")
			.use("toolu_1", "clock")
			.end("tool_use");
		assertThat(second(request, answer).container())
			.isEqualTo(new Container("container_1", null, List.of(new ContainerSkill("anthropic", "pdf", "latest"))));
		assertThat(second(ScriptedAnswer.question(), answer).container()).isEqualTo(Container.of("container_1"));
	}

	@Test
	@DisplayName("TOOL-14 tool_choice any or tool becomes auto after the first turn, the rest stays as it was")
	void forcedChoiceIsForOnce() {
		for (ToolChoice choice : List.of(ToolChoice.any(), ToolChoice.tool("clock"))) {
			MessagesRequest first = ScriptedAnswer.question()
				.toBuilder()
				.toolChoice(choice.withoutParallelToolUse())
				.additionalProperty("of_next_year", 1)
				.stopSequences("###")
				.build();
			MessagesRequest second = second(first, ScriptedAnswer.call("toolu_1", "clock", "{}"));
			assertThat(second.toolChoice()).isEqualTo(ToolChoice.auto().withoutParallelToolUse());
			assertThat(second.additionalProperties()).isEqualTo(first.additionalProperties());
			assertThat(second.stopSequences()).isEqualTo(first.stopSequences());
		}
		MessagesRequest none = ScriptedAnswer.question().toBuilder().toolChoice(ToolChoice.none()).build();
		assertThat(second(none, ScriptedAnswer.call("toolu_1", "clock", "{}")).toolChoice())
			.isEqualTo(ToolChoice.none());
	}

	@Test
	@DisplayName("TOOL-39 when another model served a turn, the following requests ask for that one, also from a stored run")
	void modelThatServedIsKept() {
		ScriptedModel model = new ScriptedModel();
		Flux<StreamEvent> served = ScriptedAnswer.call("toolu_1", "clock", "{}").stream().map((event) -> {
			if (!(event instanceof MessageStart start)) {
				return event;
			}
			ResponseInfo response = ResponseInfo.builder().fallbackModel("small").build();
			return new MessageStart(start.message().withResponse(response));
		});
		model.then(served)
			.then(ScriptedAnswer.call("toolu_2", "clock", "{}").stream())
			.then(ScriptedAnswer.text("Done.").stream());
		ToolRunner runner = model.runner(this.clock.requiringApproval()).build();
		ToolRun waiting = Runs.end(runner.stream(ScriptedAnswer.question()));
		assertThat(waiting.request().model()).isEqualTo("m");
		ToolRun next = Runs.end(runner.stream(ToolRun.parse(waiting.approveAll().toJson())));
		Runs.end(runner.stream(next.approveAll()));
		assertThat(model.requests()).extracting(MessagesRequest::model).containsExactly("m", "small", "small");
	}

	@Test
	@DisplayName("TOOL-16 declared are the request's own tools, functions, methods by name, sources: the same bytes each turn")
	void declarationsHaveAnOrder() {
		Tool own = Tool.of("own", "Is declared by the request.", "{\"type\":\"object\"}");
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{}"),
				ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(ToolFunction.of("zebra", "Is a zebra.", () -> ""), this.clock)
			.toolMethods(new Methods())
			.toolSources(
					() -> reactor.core.publisher.Mono.just(List.of(ToolFunction.of("b_source", "Is sourced.", () -> ""),
							ToolFunction.of("a_source", "Is sourced.", () -> ""))))
			.build();
		Runs.collect(runner.stream(ScriptedAnswer.question().toBuilder().tool(own).build()));
		assertThat(model.request(1).tools()).extracting(ToolFunction::nameOf)
			.containsExactly("own", "zebra", "clock", "alpha", "beta", "b_source", "a_source");
		assertThat(ScriptedAnswer.json(model.request(2)).get("tools"))
			.hasToString(ScriptedAnswer.json(model.request(1)).get("tools").toString());
	}

	@Test
	@DisplayName("TOOL-16 a tool that the request declares under a function's name replaces the declaration only")
	void requestRedeclaresAFunction() {
		List<String> invoked = new ArrayList<>();
		ToolFunction bash = ToolFunction.of("bash", "Runs a command.", () -> invoked.add("bash"));
		ServerTool declared = ServerTool.of("bash_20250124", "bash");
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "bash", "{}"),
				ScriptedAnswer.text("Done."));
		Runs.collect(model.runner(bash).build().stream(ScriptedAnswer.question().toBuilder().tool(declared).build()));
		assertThat(model.request(1).tools()).containsExactly(declared);
		assertThat(invoked).containsExactly("bash");
	}

	@Test
	@DisplayName("TOOL-12 a result repeats the toolset of its call")
	void resultNamesTheToolset() {
		ScriptedAnswer answer = ScriptedAnswer.begin()
			.start("{'type':'tool_use','id':'toolu_1','name':'clock','input':{},'toolset_name':'browser'}")
			.stop()
			.end("tool_use");
		ContentBlock result = second(ScriptedAnswer.question(), answer).messages().get(2).content().blocks().get(0);
		assertThat(((ToolResultBlock) result).toolsetName()).isEqualTo("browser");
	}

	static class Methods {

		@ToolMethod(description = "Is the second one.")
		String beta() {
			return "";
		}

		@ToolMethod(description = "Is the first one.")
		String alpha() {
			return "";
		}

	}

}
