package ai.apixo.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Role;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random scripts of answers, tools, failures, delays and decisions: whatever happens,
 * each request is a valid conversation, and a run that is stored at any event and
 * continued elsewhere ends in the same conversation.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class RandomRunTests {

	private static final int RUNS = Integer.getInteger("generated.runs", 120);

	static List<Integer> seeds() {
		List<Integer> seeds = new ArrayList<>();
		for (int seed = 1; seed <= RUNS; seed++) {
			seeds.add(seed);
		}
		return seeds;
	}

	@ParameterizedTest
	@MethodSource("seeds")
	@DisplayName("TOOL-11 TOOL-12 TOOL-15 every request of a random run is a valid conversation")
	void everyRequestIsValid(int seed) {
		RandomScript script = new RandomScript(seed);
		ScriptedModel model = script.model(true);
		ToolRun run = play(script.runner(model), script.request(), Integer.MAX_VALUE);
		assertThat(run).isNotNull();
		assertThat(model.requests()).isNotEmpty();
		for (MessagesRequest sent : model.requests()) {
			assertValid(sent, script);
		}
	}

	@ParameterizedTest
	@MethodSource("seeds")
	@DisplayName("TOOL-28 TOOL-29 a random run that is stored at any turn and continued elsewhere ends in the same conversation")
	void storedRunEndsTheSame(int seed) {
		RandomScript script = new RandomScript(seed);
		ToolRun whole = play(script.runner(script.model(false)), script.request(), Integer.MAX_VALUE);
		for (int turnsAtATime = 1; turnsAtATime <= 2; turnsAtATime++) {
			ToolRun resumed = play(script.runner(script.model(false)), script.request(), turnsAtATime);
			assertThat(ScriptedAnswer.json(resumed.request()))
				.hasToString(ScriptedAnswer.json(whole.request()).toString());
			assertThat(resumed.status()).isEqualTo(whole.status());
			assertThat(resumed.turns()).isEqualTo(whole.turns());
			assertThat(resumed.toolCalls()).isEqualTo(whole.toolCalls());
			assertThat(resumed.usage()).isEqualTo(whole.usage());
		}
	}

	static List<Integer> fewSeeds() {
		return seeds().subList(0, Math.min(RUNS, 24));
	}

	@ParameterizedTest
	@MethodSource("fewSeeds")
	@DisplayName("TOOL-28 TOOL-29 TOOL-34 a random run that is stored at any event and continued by another runner ends in the same conversation")
	void runStoredAtAnyEventEndsTheSame(int seed) {
		RandomScript script = new RandomScript(seed);
		AtomicInteger events = new AtomicInteger();
		ToolRun whole = playInterrupted(script, Integer.MAX_VALUE, events);
		for (int event = 1, all = events.get(); event < all; event++) {
			ToolRun resumed = playInterrupted(script, event, events);
			assertThat(resumed.request()).as("stored at event %s of %s", event, all).isEqualTo(whole.request());
			assertThat(ScriptedAnswer.json(resumed.request()))
				.hasToString(ScriptedAnswer.json(whole.request()).toString());
			assertThat(resumed.status()).isEqualTo(whole.status());
			assertThat(resumed.turns()).isEqualTo(whole.turns());
			assertThat(resumed.toolCalls()).isEqualTo(whole.toolCalls());
			assertThat(resumed.usage()).isEqualTo(whole.usage());
		}
	}

	/**
	 * Play a run to its end, once cancelled at an event. What is left of it then is the
	 * run that was handed out last, or the request, and another runner goes on with that.
	 */
	private static ToolRun playInterrupted(RandomScript script, int event, AtomicInteger events) {
		events.set(0);
		ToolRun last = null;
		for (int subscription = 0; subscription < 60; subscription++) {
			ToolRunner runner = script.runner(script.modelBehind((last != null) ? last.turns() : 0));
			Flux<ToolRunEvent> run = (last != null) ? runner.stream(last) : runner.stream(script.request());
			int before = events.get();
			List<ToolRunEvent> seen = Runs.collect(run.take((before < event) ? event - before : Integer.MAX_VALUE));
			events.addAndGet(seen.size());
			for (ToolRunEvent next : seen) {
				if (next instanceof TurnFinished turn) {
					last = ToolRun.parse(turn.run().toJson());
				}
				else if (next instanceof RunFinished end) {
					last = decide(ToolRun.parse(end.run().toJson()));
				}
			}
			if (last != null && last.status() == ToolRunStatus.COMPLETED) {
				return last;
			}
		}
		throw new AssertionError("The run does not end");
	}

	/**
	 * Play a run to its end: decide what has to be decided, continue after failures and
	 * limits, and, each time that some turns are over, store it and start anew.
	 */
	private static ToolRun play(ToolRunner runner, MessagesRequest request, int turnsAtATime) {
		ToolRun last = null;
		for (int subscription = 0; subscription < 60; subscription++) {
			Flux<ToolRunEvent> events = (last != null) ? runner.stream(last) : runner.stream(request);
			ToolRun reached = events.ofType(ToolRunEvent.class)
				.filter((event) -> event instanceof TurnFinished || event instanceof RunFinished)
				.map((event) -> (event instanceof TurnFinished turn) ? turn.run() : ((RunFinished) event).run())
				.take(turnsAtATime)
				.onErrorResume(ApixoConnectionException.class, (failure) -> Mono.empty())
				.blockLast(Duration.ofSeconds(30));
			if (reached != null) {
				last = ToolRun.parse(reached.toJson());
				if (last.status() == ToolRunStatus.COMPLETED) {
					return last;
				}
				last = decide(last);
			}
		}
		throw new AssertionError("The run does not end");
	}

	private static ToolRun decide(ToolRun run) {
		ToolRun decided = run;
		for (ToolUseBlock call : run.pendingCalls()) {
			// The same each time, whenever the run is stored.
			int kind = Math.floorMod(call.id().hashCode(), 3);
			if (kind == 0) {
				decided = decided.deny(call.id(), "Not now.");
			}
			else if (kind == 1 || call.name().equals("external")) {
				decided = decided.answer(call.id(), Content.of("Done by hand."));
			}
			else {
				decided = decided.approve(call.id());
			}
		}
		return decided;
	}

	private static void assertValid(MessagesRequest request, RandomScript script) {
		assertThat(marks(ScriptedAnswer.json(request))).isLessThanOrEqualTo(4);
		List<InputMessage> turns = request.messages();
		assertThat(turns.get(0).role()).isEqualTo(Role.USER);
		for (int i = 0; i < turns.size(); i++) {
			InputMessage turn = turns.get(i);
			assertThat(turn.content().blocks()).isNotEmpty();
			if (!turn.role().equals(Role.ASSISTANT)) {
				continue;
			}
			assertThat(script.streamed()).as("an answer as it was streamed")
				.contains(ScriptedAnswer.json(turn).get("content").toString());
			List<String> calls = turn.content()
				.blocks()
				.stream()
				.filter(ToolUseBlock.class::isInstance)
				.map((block) -> ((ToolUseBlock) block).id())
				.toList();
			if (!calls.isEmpty()) {
				assertThat(turns).hasSizeGreaterThan(i + 1);
				assertThat(turns.get(i + 1).role()).isEqualTo(Role.USER);
				assertThat(turns.get(i + 1).content().blocks()).allMatch(ToolResultBlock.class::isInstance)
					.extracting((block) -> ((ToolResultBlock) block).toolUseId())
					.isEqualTo(calls);
			}
		}
	}

	private static int marks(JsonNode node) {
		int marks = node.has("cache_control") ? 1 : 0;
		for (JsonNode child : node) {
			marks += marks(child);
		}
		return marks;
	}

	/**
	 * What is random about a run: all of it follows from the seed.
	 */
	private static final class RandomScript {

		private final List<ScriptedAnswer> answers = new ArrayList<>();

		private final List<String> streamed = new ArrayList<>();

		private final Map<String, Integer> behaviors = new HashMap<>();

		private final MessagesRequest request;

		private final int seed;

		private int calls;

		RandomScript(int seed) {
			Random random = new Random(seed);
			this.seed = seed;
			MessagesRequest.Builder question = ScriptedAnswer.question().toBuilder();
			question.tool(Tool.of("external", "Is executed by the application.", "{\"type\":\"object\"}"));
			for (int marks = random.nextInt(5), i = 0; i < marks; i++) {
				question.user(new TextBlock("mark " + i).withCacheControl(CacheControl.ephemeral()));
			}
			this.request = question.build();
			for (int turns = random.nextInt(6), i = 0; i < turns; i++) {
				add(random, random.nextInt(10));
			}
			add(random, -1);
		}

		private void add(Random random, int kind) {
			ScriptedAnswer answer = ScriptedAnswer
				.begin("{'input_tokens':" + random.nextInt(100) + ",'output_tokens':1}");
			if (random.nextBoolean()) {
				answer.start("{'type':'thinking','thinking':'','signature':'s" + random.nextInt(100) + "'}").stop();
			}
			if (random.nextBoolean()) {
				answer.start("{'type':'of_next_year','digits':1." + random.nextInt(100) + "0}").stop();
			}
			if (kind < 0) {
				answer.say("Done " + random.nextInt(100)).end("end_turn");
			}
			else if (kind == 0) {
				answer.say("Paused").end("pause_turn");
			}
			else if (kind == 1) {
				// Never part of the conversation.
				this.answers.add(answer.use(id(), "quick").end(random.nextBoolean() ? "max_tokens" : "refusal"));
				return;
			}
			else {
				for (int calls = 1 + random.nextInt(4), i = 0; i < calls; i++) {
					addCall(random, answer);
				}
				answer.end((random.nextInt(4) != 0) ? "tool_use" : "end_turn");
			}
			this.streamed.add(ScriptedAnswer.json(answer.message().toInput()).get("content").toString());
			this.answers.add(answer);
		}

		private String id() {
			return "toolu_" + this.seed + "_" + this.calls++;
		}

		private void addCall(Random random, ScriptedAnswer answer) {
			String id = id();
			this.behaviors.put(id, random.nextInt(6));
			String[] names = { "quick", "quick", "quick", "approved", "external", "nobody" };
			String name = names[random.nextInt(names.length)];
			switch (random.nextInt(6)) {
				case 0 -> answer.use(id, name, "{'cut':");
				case 1 -> answer.startUse(id, name, "{'whole':1." + random.nextInt(10) + "0}").stop();
				case 2 -> answer.startUse(id, name, "{}").input("{'open':true}").skip();
				default -> answer.use(id, name, "{'n'", ":" + random.nextInt(100) + "}");
			}
		}

		MessagesRequest request() {
			return this.request;
		}

		List<String> streamed() {
			return this.streamed;
		}

		/**
		 * A model that plays the script. One that fails in between is asked again.
		 */
		ScriptedModel model(boolean failing) {
			Random random = new Random(this.seed);
			ScriptedModel model = new ScriptedModel();
			for (ScriptedAnswer answer : this.answers) {
				if (failing && random.nextInt(4) == 0) {
					int events = random.nextInt(answer.events().size());
					model.then(answer.stream()
						.take(events)
						.concatWith(Mono.error(ApixoConnectionException.notRetryable("Broken", null))));
				}
				model.then(answer.stream());
			}
			return model;
		}

		/**
		 * A model that has said the first answers before.
		 */
		ScriptedModel modelBehind(int answers) {
			ScriptedModel model = new ScriptedModel();
			this.answers.stream().skip(answers).map(ScriptedAnswer::stream).forEach(model::then);
			return model;
		}

		ToolRunner runner(ScriptedModel model) {
			Random random = new Random(this.seed);
			Tool quick = Tool.of("quick", "Is quick.", "{\"type\":\"object\"}");
			Tool approved = Tool.of("approved", "Is approved.", "{\"type\":\"object\"}");
			return ToolRunner.builder(model)
				.tools(ToolFunction.of(quick, this::execute),
						ToolFunction.of(approved, this::execute).requiringApproval())
				.concurrency(1 + random.nextInt(3))
				.maxTurns(1 + random.nextInt(4))
				.maxToolCalls(1 + random.nextInt(6))
				.toolTimeout(Duration.ofSeconds(20))
				.build();
		}

		private Object execute(ToolUseBlock call) {
			return switch (Objects.requireNonNull(this.behaviors.get(call.id()))) {
				case 0 -> Mono.just("later").delayElement(Duration.ofMillis(1));
				case 1 -> Flux.range(0, 5);
				case 2 -> throw new ToolException("No.");
				case 3 -> Mono.error(new ToolException("Not this one."));
				case 4 -> Mono.empty();
				default -> List.<ContentBlock>of(new TextBlock(call.input().toString()));
			};
		}

	}

}
