package ai.apixo.tool;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import ai.apixo.client.CapturedLog;
import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a run stops, and how it fails.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class RunLimitTests {

	private final AtomicInteger executed = new AtomicInteger();

	private final ToolFunction clock = ToolFunction.of("clock", "Tells the time.", () -> {
		this.executed.incrementAndGet();
		return "12:00";
	});

	private static ScriptedModel calling(int turns) {
		ScriptedModel model = ScriptedModel.saying();
		for (int i = 1; i <= turns; i++) {
			model.then(ScriptedAnswer.call("toolu_" + i, "clock", "{}").stream());
		}
		return model;
	}

	@Test
	@DisplayName("TOOL-31 turns are limited before a further request, after the tools have run")
	void turnsAreLimited() {
		ScriptedModel model = calling(3);
		ToolRun run = Runs.end(model.runner(this.clock).maxTurns(2).build().stream(ScriptedAnswer.question()));
		assertThat(run.status()).isEqualTo(ToolRunStatus.MAX_TURNS);
		assertThat(model.requests()).hasSize(2);
		assertThat(this.executed).hasValue(2);
		assertThat(run.request().messages()).hasSize(5);
	}

	@Test
	@DisplayName("TOOL-31 a turn that is paused again and again is limited too")
	void pausedTurnsAreLimited() {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.begin().say("a").end("pause_turn"),
				ScriptedAnswer.begin().say("b").end("pause_turn"));
		ToolRun run = Runs.end(model.runner().maxTurns(2).build().stream(ScriptedAnswer.question()));
		assertThat(run.status()).isEqualTo(ToolRunStatus.MAX_TURNS);
	}

	@Test
	@DisplayName("TOOL-31 tokens are input with cache and output, each turn's usage is a total")
	void tokensAreLimited() {
		ScriptedAnswer answer = ScriptedAnswer
			.begin("{'input_tokens':10,'cache_read_input_tokens':30,'cache_creation_input_tokens':5,'output_tokens':1}")
			.use("toolu_1", "clock")
			.end("tool_use", "{'output_tokens':5}");
		for (long limit : new long[] { 50, 51 }) {
			ScriptedModel model = ScriptedModel.saying(answer, ScriptedAnswer.text("Done."));
			ToolRun run = Runs
				.end(model.runner(this.clock).maxTotalTokens(limit).build().stream(ScriptedAnswer.question()));
			assertThat(run.status())
				.isEqualTo((limit == 50) ? ToolRunStatus.MAX_TOTAL_TOKENS : ToolRunStatus.COMPLETED);
		}
		assertThat(this.executed).hasValue(2);
	}

	@Test
	@DisplayName("TOOL-31 a turn that would exceed the limit of calls executes none of them, answered errors count")
	void callsAreLimited() {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "nobody", "{}"),
				ScriptedAnswer.begin().use("toolu_2", "clock").use("toolu_3", "clock").end("tool_use"));
		ToolRun run = Runs.end(model.runner(this.clock).maxToolCalls(2).build().stream(ScriptedAnswer.question()));
		assertThat(run.status()).isEqualTo(ToolRunStatus.MAX_TOOL_CALLS);
		assertThat(run.toolCalls()).isEqualTo(1);
		assertThat(run.request().messages()).hasSize(3);
		assertThat(run.lastMessage().toolUses()).hasSize(2);
		assertThat(this.executed).hasValue(0);
	}

	@Test
	@DisplayName("TOOL-32 the time limit of a run names itself, and ends answer and tools")
	void runTimesOut() {
		Latch disposed = new Latch();
		ToolFunction never = ToolFunction.of("clock", "d", () -> Mono.never().doOnCancel(disposed::release));
		// Long enough for the tool to begin.
		Duration limit = Duration.ofSeconds(2);
		for (ScriptedModel model : List.of(calling(1), ScriptedModel.saying().then(Flux.never()))) {
			StepVerifier.create(model.runner(never).runTimeout(limit).build().stream(ScriptedAnswer.question()))
				.thenConsumeWhile((event) -> true)
				.verifyErrorSatisfies((failure) -> assertThat(failure)
					.isInstanceOfSatisfying(ApixoTimeoutException.class, (timeout) -> {
						assertThat(timeout.limit()).isEqualTo(ApixoLimit.RUN_TIMEOUT);
						assertThat(timeout).hasMessageContaining("runTimeout(..)");
					}));
		}
		disposed.await();
	}

	@Test
	@DisplayName("TOOL-33 a failed call fails the run with the client's exception and the partial message")
	void failedCallFailsTheRun() {
		ApixoException failure = ApixoConnectionException.notRetryable("Broken", null);
		ScriptedAnswer cut = ScriptedAnswer.begin().say("Half").use("toolu_9", "clock");
		ScriptedModel model = calling(1).then(cut.stream().concatWith(Flux.error(failure)));
		StepVerifier.create(model.runner(this.clock).build().stream(ScriptedAnswer.question()))
			.thenConsumeWhile((event) -> true)
			.verifyErrorSatisfies((thrown) -> {
				assertThat(thrown).isInstanceOf(ApixoConnectionException.class).hasMessage("Broken");
				assertThat(((ApixoException) thrown).partialMessage()).isEqualTo(cut.message());
			});
		assertThat(this.executed).hasValue(1);
	}

	@Test
	@DisplayName("TOOL-33 a stream without message_stop fails the run, and nothing of it is executed")
	void streamWithoutEnd() {
		Flux<StreamEvent> open = ScriptedAnswer.begin().use("toolu_1", "clock").stream();
		StepVerifier
			.create(ScriptedModel.saying().then(open).runner(this.clock).build().stream(ScriptedAnswer.question()))
			.thenConsumeWhile((event) -> true)
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOf(ApixoIncompleteStreamException.class));
		assertThat(this.executed).hasValue(0);
	}

	@Test
	@DisplayName("TOOL-33 the last TurnFinished is the point to continue from")
	void continuesFromTheLastTurn() {
		ScriptedModel model = calling(1).then(Flux.error(ApixoConnectionException.notRetryable("Broken", null)))
			.then(ScriptedAnswer.text("Done.").stream());
		ToolRunner runner = model.runner(this.clock).build();
		List<ToolRun> stored = Flux.from(runner.stream(ScriptedAnswer.question()))
			.ofType(TurnFinished.class)
			.map(TurnFinished::run)
			.onErrorComplete()
			.collectList()
			.blockOptional()
			.orElseThrow();
		ToolRun run = Runs.end(runner.stream(ToolRun.parse(stored.get(0).toJson())));
		assertThat(run.status()).isEqualTo(ToolRunStatus.COMPLETED);
		assertThat(run.turns()).isEqualTo(2);
		assertThat(model.request(3)).isEqualTo(model.request(2));
	}

	@Test
	@DisplayName("TOOL-35 a subscriber that stops requesting stops the run, with no more than the results of running tools")
	void stoppedDemandStopsTheRun() {
		ScriptedAnswer answer = ScriptedAnswer.begin();
		for (int i = 1; i <= 10; i++) {
			answer.use("toolu_" + i, "clock");
		}
		ScriptedModel model = ScriptedModel.saying(answer.end("tool_use"));
		int events = answer.events().size();
		StepVerifier.create(model.runner(this.clock).concurrency(2).build().stream(ScriptedAnswer.question()), 0)
			.thenRequest(events + 2)
			.expectNextCount(events + 2)
			.then(() -> assertThat(this.executed.get()).isLessThanOrEqualTo(2))
			.thenRequest(2)
			.expectNextCount(2)
			.then(() -> assertThat(this.executed.get()).isLessThanOrEqualTo(4))
			.thenCancel()
			.verify();
		assertThat(model.requests()).hasSize(1);
	}

	@Test
	@DisplayName("TOOL-36 a tool that failed is logged at WARN with name, id and exception, start and end at DEBUG, and no text")
	void failedToolIsLogged() {
		CapturedLog log = CapturedLog.of(ToolRunner.class, Level.DEBUG);
		try (log) {
			ToolFunction broken = ToolFunction.of("broken", "d", () -> {
				throw new IllegalStateException("broken pipe");
			});
			ToolFunction polite = ToolFunction.of("polite", "d", () -> {
				throw new ToolException("private words");
			});
			ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.begin()
				.say("private thoughts")
				.use("toolu_1", "broken", "{'private':1}")
				.use("toolu_2", "polite")
				.end("tool_use"), ScriptedAnswer.text("private answer"));
			Runs.collect(model.runner(broken, polite).build().stream(ScriptedAnswer.question()));
		}
		assertThat(log.lines()).noneMatch((line) -> line.contains("private"));
		assertThat(log.events(Level.WARN)).singleElement()
			.satisfies((line) -> assertThat(line.getFormattedMessage()).contains("'broken'", "toolu_1"))
			.satisfies((line) -> assertThat(line.getThrowableProxy().getMessage()).isEqualTo("broken pipe"));
		assertThat(log.lines(Level.DEBUG)).containsExactly("Run of 'apixo' starts",
				"Run of 'apixo' ended with status COMPLETED");
	}

	@Test
	@DisplayName("TOOL-22 times that no clock can count are no limits")
	void foreverIsNoLimit() {
		Duration forever = ChronoUnit.FOREVER.getDuration();
		ToolFunction clock = ToolFunction.of("clock", "d", () -> "12:00");
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{}"),
				ScriptedAnswer.text("Done."));
		StepVerifier
			.create(model.runner(clock)
				.toolTimeout(forever)
				.runTimeout(forever)
				.build()
				.stream(ScriptedAnswer.question())
				.last()
				.map((event) -> ((RunFinished) event).run().status()))
			.expectNext(ToolRunStatus.COMPLETED)
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

}
