package ai.apixo.tool;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.validation.constraints.Min;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls of a function by a scripted model.
 */
class FunctionCalls {

	protected FunctionCalls() {
	}

	static ToolRunner.Builder runner() {
		return ScriptedModel.saying().runner();
	}

	static List<ToolRunEvent> call(ToolFunction function, String input) {
		return call(function, input, (builder) -> builder);
	}

	static List<ToolRunEvent> call(ToolFunction function, String input,
			Function<ToolRunner.Builder, ToolRunner.Builder> settings) {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", function.name(), input),
				ScriptedAnswer.text("Done."));
		return Runs.collect(settings.apply(model.runner(function)).build().stream(ScriptedAnswer.question()));
	}

	static ToolResultBlock result(List<ToolRunEvent> events) {
		return Runs.results(events).get(0);
	}

	static ToolResultBlock returning(Supplier<?> function) {
		return result(call(ToolFunction.of("f", "Is a function.", function), "{}"));
	}

	static void assertTold(ToolResultBlock result, String text) {
		assertThat(result.isError()).isTrue();
		assertThat(Runs.text(result)).isEqualTo(text);
	}

	static Object jdkProxy(Greeter target) {
		return Proxy.newProxyInstance(FunctionCalls.class.getClassLoader(), new Class<?>[] { Greeter.class },
				(proxy, method, arguments) -> method.invoke(target, arguments));
	}

	record City(String city) {
	}

	static class Weather {

		@ToolMethod(name = "weather", description = "Tells the weather.")
		Mono<String> forecast(String city, ToolUseBlock call, @Min(1) int days, ContextView context) {
			return Mono.just(city + " " + days + " " + call.id() + " " + context.get("user"));
		}

	}

	interface Greeter {

		String hello(String name);

	}

	static class Hidden implements Greeter {

		@Override
		@ToolMethod(description = "Greets.")
		public String hello(String name) {
			return name;
		}

	}

}
