package ai.apixo.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;

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
			assertSameEnd(resumed, whole);
		}
	}

	private static void assertSameEnd(ToolRun resumed, ToolRun whole) {
		assertThat(ScriptedAnswer.json(resumed.request())).hasToString(ScriptedAnswer.json(whole.request()).toString());
		assertThat(resumed.status()).isEqualTo(whole.status());
		assertThat(resumed.turns()).isEqualTo(whole.turns());
		assertThat(resumed.toolCalls()).isEqualTo(whole.toolCalls());
		assertThat(resumed.usage()).isEqualTo(whole.usage());
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
			assertSameEnd(resumed, whole);
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

}
