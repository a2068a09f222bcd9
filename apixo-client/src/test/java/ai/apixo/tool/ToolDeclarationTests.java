package ai.apixo.tool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What functions are declared as, and which are refused.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class ToolDeclarationTests extends FunctionCalls {

	static Stream<Arguments> misconfigured() {
		return Stream.of(
				Arguments.of("a name with a space", "cannot be the name", ToolFunction.of("a b", "d", () -> "")),
				Arguments.of("an empty name", "cannot be the name", ToolFunction.of("", "d", () -> "")),
				Arguments.of("a long name", "cannot be the name", ToolFunction.of("x".repeat(129), "d", () -> "")),
				Arguments.of("a tool without name", "cannot be the name",
						ToolFunction.of(new ServerTool("t", null, null), (call) -> "")),
				Arguments.of("a blank description", "no description", ToolFunction.of("f", " ", () -> "")),
				Arguments.of("a blank description by hand", "no description",
						ToolFunction.of(Tool.of("f", " ", "{}"), (call) -> "")),
				Arguments.of("an input that is text", "not an object",
						ToolFunction.of("f", "d", String.class, (text) -> "")),
				Arguments.of("an input that is a list", "not an object",
						ToolFunction.of("f", "d", String[].class, (list) -> "")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("misconfigured")
	@DisplayName("TOOL-17 a function that cannot be declared is refused when the runner is built")
	void functionIsChecked(String what, String told, ToolFunction function) {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(runner().tools(function)::build)
			.withMessageContaining(told);
	}

	@Test
	@DisplayName("TOOL-17 two functions of one name are refused, a source's when the run starts")
	void namesAreUnique() {
		ToolFunction function = ToolFunction.of("f", "d", () -> "");
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(runner().tools(function, function)::build)
			.withMessageContaining("Two functions have the name 'f'");
		ScriptedModel model = ScriptedModel.saying();
		StepVerifier
			.create(model.runner(function)
				.toolSources(() -> Mono.just(List.of(function)))
				.build()
				.stream(ScriptedAnswer.question()))
			.verifyError(ApixoConfigurationException.class);
		assertThat(model.requests()).isEmpty();
	}

	static Stream<Arguments> misconfiguredBeans() {
		return Stream.of(Arguments.of("without any", "no method with @ToolMethod", new Object()),
				Arguments.of("a private one", "private or static", new PrivateMethod()),
				Arguments.of("a static one", "private or static", new StaticMethod()),
				Arguments.of("without description", "no description", new BlankMethod()),
				Arguments.of("behind a JDK proxy", "annotate the method of its interface", jdkProxy(new Hidden())));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("misconfiguredBeans")
	@DisplayName("TOOL-17 a bean whose methods cannot be called is refused when the runner is built")
	void beanIsChecked(String what, String told, Object bean) {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(runner().toolMethods(bean)::build)
			.withMessageContaining(told);
	}

	@Test
	@DisplayName("TOOL-17 a limit below 1 is refused")
	void limitsAreChecked() {
		List<ToolRunner.Builder> builders = List.of(runner().maxTurns(0), runner().maxToolCalls(0),
				runner().maxTotalTokens(0), runner().concurrency(0), runner().maxResultSize(DataSize.ofBytes(0)),
				runner().toolTimeout(Duration.ZERO), runner().runTimeout(Duration.ofSeconds(-1)));
		assertThat(builders).allSatisfy(
				(builder) -> assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(builder::build));
	}

	@SuppressWarnings("NullAway")
	static List<Consumer<ToolRunner.Builder>> nulls() {
		return List.of((builder) -> builder.tools((ToolFunction) null), (builder) -> builder.toolMethods((Object) null),
				(builder) -> builder.toolSources((ToolSource) null), (builder) -> builder.tools((ToolFunction[]) null));
	}

	@ParameterizedTest
	@MethodSource("nulls")
	@DisplayName("TOOL-17 a null where a function belongs is refused at once, by name")
	void nullIsRefused(Consumer<ToolRunner.Builder> setting) {
		assertThatNullPointerException().isThrownBy(() -> setting.accept(runner())).withMessageContaining("must not");
	}

	@Test
	@DisplayName("TOOL-20 the schema has all constraints, and each parameter of a method is a property but for injected ones")
	void schemaOfAMethod() {
		ScriptedModel model = ScriptedModel.saying(
				ScriptedAnswer.call("toolu_1", "weather", "{'city':'Rome','days':2}"), ScriptedAnswer.text("Done."));
		List<ToolRunEvent> events = Runs.collect(model.runner()
			.toolMethods(new Weather())
			.build()
			.stream(ScriptedAnswer.question())
			.contextWrite((context) -> context.put("user", "Ada")));
		assertThat(Runs.text(result(events))).isEqualTo("Rome 2 toolu_1 Ada");
		assertThat(ScriptedAnswer.json(model.request(1)).at("/tools/0/input_schema/properties").propertyNames())
			.containsExactly("city", "days");
		assertThat(ScriptedAnswer.json(model.request(1)).at("/tools/0/input_schema/properties/days/minimum").intValue())
			.isEqualTo(1);
	}

	@Test
	@DisplayName("TOOL-24 a failing source fails the run before any request, with its own exception")
	void failingSource() {
		ScriptedModel model = ScriptedModel.saying();
		StepVerifier
			.create(model.runner()
				.toolSources(() -> Mono.error(new IllegalArgumentException("no server")))
				.build()
				.stream(ScriptedAnswer.question()))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(IllegalArgumentException.class)
				.hasMessage("no server"));
		assertThat(model.requests()).isEmpty();
	}

	@Test
	@DisplayName("TOOL-24 a source is asked once for each subscription")
	void sourceIsAskedOnce() {
		AtomicInteger asked = new AtomicInteger();
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "f", "{}"),
				ScriptedAnswer.text("Done."), ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner()
			.toolSources(() -> Mono
				.fromSupplier(() -> List.of(ToolFunction.of("f", "d", () -> "n" + asked.incrementAndGet()))))
			.build();
		assertThat(Runs.text(result(Runs.collect(runner.stream(ScriptedAnswer.question()))))).isEqualTo("n1");
		Runs.collect(runner.stream(ScriptedAnswer.question()));
		assertThat(model.requests()).hasSize(3);
	}

	static class PrivateMethod {

		@ToolMethod(description = "Is private.")
		@SuppressWarnings("unused")
		private String hidden() {
			return "";
		}

	}

	static class StaticMethod {

		@ToolMethod(description = "Is static.")
		static String unbound() {
			return "";
		}

	}

	static class BlankMethod {

		@ToolMethod(description = " ")
		String blank() {
			return "";
		}

	}

}
