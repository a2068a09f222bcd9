package ai.apixo.tool;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.messages.content.Content;
import ai.apixo.tool.observation.DefaultToolCallObservationConvention;
import ai.apixo.tool.observation.DefaultToolRunObservationConvention;
import ai.apixo.tool.observation.ToolCallObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How runs and calls of tools are observed.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class ToolObservationTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ToolFunction clock = ToolFunction.of("clock", "Tells the time.", () -> "12:00");

	private TestObservationRegistryAssert observed() {
		return TestObservationRegistryAssert.assertThat(this.registry);
	}

	@Test
	@DisplayName("TOOL-37 a run is one observation, the parent of its calls of tools and of the client")
	void runIsAnObservation() {
		Observation parent = Observation.createNotStarted("request", this.registry);
		ScriptedModel model = new ScriptedModel();
		for (ScriptedAnswer answer : List.of(ScriptedAnswer.call("toolu_1", "clock", "{}"),
				ScriptedAnswer.text("Done."))) {
			model.then(Flux.deferContextual((context) -> {
				Observation run = context.get(ObservationThreadLocalAccessor.KEY);
				assertThat(run.getContext().getName()).isEqualTo("apixo.tool.run");
				return answer.stream();
			}));
		}
		Runs.collect(model.runner(this.clock)
			.observationRegistry(this.registry)
			.name("travel")
			.build()
			.stream(ScriptedAnswer.question())
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, parent)));
		observed().hasNumberOfObservationsEqualTo(2)
			.hasObservationWithNameEqualTo("apixo.tool.run")
			.that()
			.hasContextualNameEqualTo("invoke_agent travel")
			.hasLowCardinalityKeyValue("gen_ai.operation.name", "invoke_agent")
			.hasLowCardinalityKeyValue("gen_ai.agent.name", "travel")
			.hasLowCardinalityKeyValue("apixo.tool.run.status", "completed")
			.hasLowCardinalityKeyValue("error.type", "none")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasParentObservationEqualTo(parent)
			.hasBeenStopped();
		observed().hasObservationWithNameEqualTo("apixo.tool.call")
			.that()
			.hasContextualNameEqualTo("execute_tool clock")
			.hasLowCardinalityKeyValue("gen_ai.operation.name", "execute_tool")
			.hasLowCardinalityKeyValue("gen_ai.tool.name", "clock")
			.hasLowCardinalityKeyValue("error.type", "none")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasHighCardinalityKeyValue("gen_ai.tool.call.id", "toolu_1")
			.hasBeenStopped();
	}

	@ParameterizedTest
	@CsvSource({ "broken, broken, IllegalStateException", "polite, polite, ToolException", "slow, slow, timeout",
			"large, large, result_too_large", "nobody, unknown, unknown_tool", "typed, typed, invalid_arguments" })
	@DisplayName("TOOL-37 what went wrong is named, and a name that the runner does not have is unknown")
	void failuresAreNamed(String called, String name, String errorType) {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", called, "{}"),
				ScriptedAnswer.text("Done."));
		Runs.collect(model.runner(ToolFunction.of("broken", "d", () -> {
			throw new IllegalStateException();
		}), ToolFunction.of("polite", "d", () -> Mono.error(new ToolException("x"))),
				ToolFunction.of("slow", "d", Mono::never), ToolFunction.of("large", "d", () -> "x".repeat(200)),
				ToolFunction.of("typed", "d", Typed.class, (typed) -> ""))
			.toolTimeout(java.time.Duration.ofMillis(called.equals("slow") ? 20 : 20_000))
			.maxResultSize(DataSize.ofBytes(100))
			.observationRegistry(this.registry)
			.build()
			.stream(ScriptedAnswer.question()));
		observed().hasObservationWithNameEqualTo("apixo.tool.call")
			.that()
			.hasLowCardinalityKeyValue("gen_ai.tool.name", name)
			.hasLowCardinalityKeyValue("error.type", errorType)
			.hasLowCardinalityKeyValue("outcome", "error")
			.hasBeenStopped();
	}

	@Test
	@DisplayName("TOOL-37 a denied call is denied, an answered one a success, and waiting is a status")
	void decisionsAreObserved() {
		ScriptedModel model = ScriptedModel.saying(
				ScriptedAnswer.begin().use("toolu_1", "clock").use("toolu_2", "clock").end("tool_use"),
				ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(this.clock.requiringApproval()).observationRegistry(this.registry).build();
		ToolRun run = Runs.end(runner.stream(ScriptedAnswer.question()));
		observed().hasSingleObservationThat().hasLowCardinalityKeyValue("apixo.tool.run.status", "decision_required");
		Runs.end(runner.stream(run.deny("toolu_1", "No.").answer("toolu_2", Content.of("12"))));
		observed().hasAnObservationWithAKeyValue("error.type", "denied")
			.hasNumberOfObservationsWithNameEqualTo("apixo.tool.call", 2);
	}

	@Test
	@DisplayName("TOOL-34 a cancel stops observations exactly once, as cancelled")
	void cancelIsObserved() {
		Latch begun = new Latch();
		Latch cancelled = new Latch();
		ToolFunction never = ToolFunction.of("clock", "d",
				() -> Mono.never().doOnSubscribe((subscription) -> begun.release()).doOnCancel(cancelled::release));
		StepVerifier
			.create(ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{}"))
				.runner(never)
				.observationRegistry(this.registry)
				.build()
				.stream(ScriptedAnswer.question())
				.filter(ToolStarted.class::isInstance))
			.expectNextCount(1)
			.then(begun::await)
			.thenCancel()
			.verify();
		cancelled.await();
		for (String name : List.of("apixo.tool.run", "apixo.tool.call")) {
			observed().hasObservationWithNameEqualTo(name)
				.that()
				.hasLowCardinalityKeyValue("outcome", "cancelled")
				.hasBeenStopped();
		}
	}

	@Test
	@DisplayName("TOOL-37 a failed run is an error without status")
	void failureIsObserved() {
		StepVerifier
			.create(ScriptedModel.saying()
				.then(Flux.error(ApixoConnectionException.notRetryable("Broken", null)))
				.runner()
				.observationRegistry(this.registry)
				.build()
				.stream(ScriptedAnswer.question()))
			.verifyError();
		observed().hasSingleObservationThat()
			.hasLowCardinalityKeyValue("apixo.tool.run.status", "none")
			.hasLowCardinalityKeyValue("error.type", "ApixoConnectionException")
			.hasLowCardinalityKeyValue("outcome", "error")
			.hasError();
	}

	@Test
	@DisplayName("TOOL-23 a blocking function runs inside the scope of its observation, a publisher has it in its context")
	void functionsSeeTheObservation() {
		ToolFunction function = ToolFunction.of("clock", "d", () -> {
			String scope = name(this.registry.getCurrentObservation());
			return Mono.deferContextual(
					(context) -> Mono.just(scope + " " + name(context.get(ObservationThreadLocalAccessor.KEY))));
		});
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{}"),
				ScriptedAnswer.text("Done."));
		List<ToolRunEvent> events = Runs.collect(
				model.runner(function).observationRegistry(this.registry).build().stream(ScriptedAnswer.question()));
		assertThat(Runs.text(Runs.results(events).get(0))).isEqualTo("apixo.tool.call apixo.tool.call");
	}

	private static String name(@org.jspecify.annotations.Nullable Observation observation) {
		return (observation != null) ? String.valueOf(observation.getContext().getName()) : "none";
	}

	@Test
	@DisplayName("TOOL-37 conventions of the application name runs and calls")
	void conventionsAreUsed() {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{}"),
				ScriptedAnswer.text("Done."));
		Runs.collect(model.runner(this.clock)
			.observationRegistry(this.registry)
			.observationConvention(new DefaultToolRunObservationConvention() {
				@Override
				public String getName() {
					return "my.run";
				}
			})
			.observationConvention(new DefaultToolCallObservationConvention() {
				@Override
				public String getName() {
					return "my.call";
				}
			})
			.build()
			.stream(ScriptedAnswer.question()));
		observed().hasNumberOfObservationsWithNameEqualTo("my.run", 1)
			.hasNumberOfObservationsWithNameEqualTo("my.call", 1);
	}

	static Stream<ObservationHandler<Observation.Context>> failingHandlers() {
		return Stream.of(new ObservationHandler<>() {

			@Override
			public void onStart(Observation.Context context) {
				throw new IllegalStateException("start");
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof ToolCallObservationContext;
			}

		}, new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				throw new NoClassDefFoundError("stop");
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof ToolCallObservationContext;
			}

		});
	}

	@ParameterizedTest
	@MethodSource("failingHandlers")
	@DisplayName("TOOL-37 whatever a handler of observations throws, the run ends")
	void failingHandlersDoNotHoldTheRun(ObservationHandler<Observation.Context> handler) {
		ObservationRegistry failing = ObservationRegistry.create();
		failing.observationConfig().observationHandler(handler);
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{}"),
				ScriptedAnswer.text("Done."));
		StepVerifier
			.create(model.runner(this.clock)
				.observationRegistry(failing)
				.build()
				.stream(ScriptedAnswer.question())
				.last()
				.map((event) -> ((RunFinished) event).run().status()))
			.expectNext(ToolRunStatus.COMPLETED)
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	record Typed(String required) {
	}

}
