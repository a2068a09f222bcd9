package ai.apixo.tool;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.tool.observation.DefaultToolCallObservationConvention;
import ai.apixo.tool.observation.DefaultToolRunObservationConvention;
import ai.apixo.tool.observation.ToolCallObservationContext;
import ai.apixo.tool.observation.ToolRunObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Observations that throw: what they throw keeps no run from its tools, its result or its
 * end.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class FailingObservationTests {

	static Stream<Arguments> observations() {
		return Stream.of(ToolRunObservationContext.class, ToolCallObservationContext.class)
			.flatMap((observed) -> Stream.of(Arguments.of("predicate of " + observed.getSimpleName(),
					registry((registry) -> registry.observationConfig().observationPredicate((name, context) -> {
						if (observed.isInstance(context)) {
							throw new IllegalStateException("predicate");
						}
						return true;
					}))),
					Arguments.of("filter of " + observed.getSimpleName(),
							registry((registry) -> registry.observationConfig()
								.observationHandler((context) -> true)
								.observationFilter((context) -> {
									if (observed.isInstance(context)) {
										throw new IllegalStateException("filter");
									}
									return context;
								}))),
					Arguments.of("start of " + observed.getSimpleName(), failing(observed, "start")),
					Arguments.of("stop of " + observed.getSimpleName(), failing(observed, "stop")),
					Arguments.of("error of " + observed.getSimpleName(), failing(observed, "error")),
					Arguments.of("scope of " + observed.getSimpleName(), failing(observed, "scope")),
					Arguments.of("end of scope of " + observed.getSimpleName(), failing(observed, "end of scope"))));
	}

	private static ObservationRegistry registry(Consumer<ObservationRegistry> settings) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		settings.accept(registry);
		return registry;
	}

	private static ObservationRegistry failing(Class<?> observed, String where) {
		return registry((registry) -> registry.observationConfig().observationHandler(new Failing(observed, where)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("observations")
	@DisplayName("TOOL-37 whatever observing throws, tools are executed, their results are told, and the run ends")
	void runGoesOn(String what, ObservationRegistry registry) {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.begin()
			.use("toolu_1", "clock")
			.use("toolu_2", "none")
			.use("toolu_3", "broken")
			.end("tool_use"), ScriptedAnswer.text("Done."));
		List<ToolRunEvent> events = Runs.collect(runner(model, registry).stream(ScriptedAnswer.question()));
		assertThat(events.get(events.size() - 1)).isInstanceOfSatisfying(RunFinished.class,
				(finished) -> assertThat(finished.run().status()).isEqualTo(ToolRunStatus.COMPLETED));
		assertThat(model.request(2).messages().get(2).content().blocks())
			.extracting((block) -> Runs.text((ai.apixo.messages.content.ToolResultBlock) block))
			.containsExactly("12:00", "There is no tool of this name.", "The tool failed.");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("observations")
	@DisplayName("TOOL-33 TOOL-37 whatever observing throws, a failed call fails the run with its own exception")
	void failureIsSignaled(String what, ObservationRegistry registry) {
		ApixoConnectionException failure = ApixoConnectionException.retryable("The gateway is gone.", null);
		ScriptedModel model = new ScriptedModel().then(Flux.error(failure));
		reactor.test.StepVerifier.create(runner(model, registry).stream(ScriptedAnswer.question()))
			.expectErrorSatisfies((signaled) -> assertThat(signaled).isSameAs(failure))
			.verify(Duration.ofSeconds(10));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("observations")
	@DisplayName("TOOL-34 TOOL-37 whatever observing throws, a cancel ends the call of the model")
	void cancelReachesTheModel(String what, ObservationRegistry registry) {
		Latch cancelled = new Latch();
		ScriptedModel model = new ScriptedModel()
			.then(Flux.<ai.apixo.messages.event.StreamEvent>never().doOnCancel(cancelled::release));
		runner(model, registry).stream(ScriptedAnswer.question()).subscribe().dispose();
		cancelled.await();
	}

	private static ToolRunner runner(ScriptedModel model, ObservationRegistry registry) {
		return model.runner(ToolFunction.of("clock", "Tells the time.", () -> "12:00"),
				ToolFunction.of("broken", "Fails.", () -> {
					throw new IllegalStateException("secret");
				}))
			.concurrency(1)
			.observationRegistry(registry)
			.build();
	}

	static Stream<Arguments> conventions() {
		return Stream.of("name", "contextual name", "keys").map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource("conventions")
	@DisplayName("TOOL-37 whatever a convention throws, the run ends")
	void failingConventions(String where) {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{}"),
				ScriptedAnswer.text("Done."));
		ToolRunner runner = runner(model, registry((registry) -> {
		})).mutate()
			.observationConvention(new FailingRunConvention(where))
			.observationConvention(new FailingCallConvention(where))
			.build();
		List<ToolRunEvent> events = Runs.collect(runner.stream(ScriptedAnswer.question()));
		assertThat(Runs.text(Runs.results(events).get(0))).isEqualTo("12:00");
		assertThat(events.get(events.size() - 1)).isInstanceOf(RunFinished.class);
	}

	private static String throwing(boolean here, String otherwise) {
		if (here) {
			throw new IllegalStateException("convention");
		}
		return otherwise;
	}

	private static final class FailingRunConvention extends DefaultToolRunObservationConvention {

		private final String where;

		FailingRunConvention(String where) {
			this.where = where;
		}

		@Override
		public String getName() {
			return throwing(this.where.equals("name"), super.getName());
		}

		@Override
		public String getContextualName(ToolRunObservationContext context) {
			return throwing(this.where.equals("contextual name"), super.getContextualName(context));
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(ToolRunObservationContext context) {
			throwing(this.where.equals("keys"), "");
			return super.getLowCardinalityKeyValues(context);
		}

	}

	private static final class FailingCallConvention extends DefaultToolCallObservationConvention {

		private final String where;

		FailingCallConvention(String where) {
			this.where = where;
		}

		@Override
		public String getName() {
			return throwing(this.where.equals("name"), super.getName());
		}

		@Override
		public String getContextualName(ToolCallObservationContext context) {
			return throwing(this.where.equals("contextual name"), super.getContextualName(context));
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(ToolCallObservationContext context) {
			throwing(this.where.equals("keys"), "");
			return super.getLowCardinalityKeyValues(context);
		}

	}

	/**
	 * Throws at one place.
	 *
	 * @param observed the kind of observation
	 * @param where the place
	 */
	private record Failing(Class<?> observed, String where) implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return this.observed.isInstance(context);
		}

		@Override
		public void onStart(Observation.Context context) {
			throwing(this.where.equals("start"), "");
		}

		@Override
		public void onStop(Observation.Context context) {
			throwing(this.where.equals("stop"), "");
		}

		@Override
		public void onError(Observation.Context context) {
			throwing(this.where.equals("error"), "");
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			throwing(this.where.equals("scope"), "");
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			throwing(this.where.equals("end of scope"), "");
		}

	}

}
