package ai.apixo.tool;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.ContextView;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.structured.JsonSchemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a function may be, what it is given and what becomes of what it returns.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class ToolFunctionTests {

	private static ToolRunner.Builder runner() {
		return ScriptedModel.saying().runner();
	}

	private static List<ToolRunEvent> call(ToolFunction function, String input) {
		return call(function, input, (builder) -> builder);
	}

	private static List<ToolRunEvent> call(ToolFunction function, String input,
			Function<ToolRunner.Builder, ToolRunner.Builder> settings) {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", function.name(), input),
				ScriptedAnswer.text("Done."));
		return Runs.collect(settings.apply(model.runner(function)).build().stream(ScriptedAnswer.question()));
	}

	private static ToolResultBlock result(List<ToolRunEvent> events) {
		return Runs.results(events).get(0);
	}

	private static ToolResultBlock returning(Supplier<?> function) {
		return result(call(ToolFunction.of("f", "Is a function.", function), "{}"));
	}

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
				Arguments.of("an input that is text", "no object",
						ToolFunction.of("f", "d", String.class, (text) -> "")),
				Arguments.of("an input that is a list", "no object",
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

	@Test
	@DisplayName("TOOL-18 functions are invoked on the scheduler, and never on an event loop")
	void functionsRunOnTheScheduler() {
		AtomicReference<String> thread = new AtomicReference<>();
		ToolFunction function = ToolFunction.of("f", "d", () -> {
			thread.set(Thread.currentThread().getName());
			return Mono.fromSupplier(() -> Thread.currentThread().getName());
		});
		ScriptedModel model = new ScriptedModel()
			.then(ScriptedAnswer.call("toolu_1", "f", "{}").stream().publishOn(Schedulers.parallel()))
			.then(ScriptedAnswer.text("Done.").stream());
		List<ToolRunEvent> events = Runs.collect(model.runner(function).build().stream(ScriptedAnswer.question()));
		assertThat(thread.get()).startsWith("boundedElastic");
		assertThat(Runs.text(result(events))).isEqualTo(thread.get());
	}

	@Test
	@DisplayName("TOOL-18 at most 'concurrency' run at a time, started in the order of the calls")
	void concurrencyIsLimited() {
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch two = new CountDownLatch(2);
		ToolFunction function = ToolFunction.of("f", "d", () -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			two.countDown();
			try {
				two.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			running.decrementAndGet();
			return "";
		});
		ScriptedAnswer answer = ScriptedAnswer.begin();
		for (int i = 1; i <= 6; i++) {
			answer.use("toolu_" + i, "f");
		}
		ScriptedModel model = ScriptedModel.saying(answer.end("tool_use"), ScriptedAnswer.text("Done."));
		List<ToolRunEvent> events = Runs
			.collect(model.runner(function).concurrency(2).build().stream(ScriptedAnswer.question()));
		assertThat(most).hasValue(2);
		assertThat(events.stream().filter(ToolStarted.class::isInstance).map(Runs::callOf)).containsExactly("toolu_1",
				"toolu_2", "toolu_3", "toolu_4", "toolu_5", "toolu_6");
	}

	@Test
	@DisplayName("TOOL-18 progress is pulled one element ahead")
	void progressIsPulled() {
		AtomicInteger emitted = new AtomicInteger();
		ToolFunction function = ToolFunction.of("f", "d",
				() -> Flux.range(1, 100).doOnNext((number) -> emitted.incrementAndGet()));
		ScriptedAnswer answer = ScriptedAnswer.call("toolu_1", "f", "{}");
		Latch first = new Latch();
		StepVerifier.create(ScriptedModel.saying(answer)
			.runner(function)
			.build()
			.stream(ScriptedAnswer.question())
			.doOnNext((event) -> {
				if (event instanceof ToolProgress) {
					first.release();
				}
			}), answer.events().size() + 2)
			.expectNextCount(answer.events().size() + 2)
			.then(first::await)
			.then(() -> assertThat(emitted.get()).isLessThanOrEqualTo(2))
			.thenCancel()
			.verify();
	}

	static Stream<Arguments> results() {
		ContentBlock block = new TextBlock("a");
		return Stream.of(arguments("text", () -> "text", Content.of("text")),
				arguments("content", () -> Content.of("c"), Content.of("c")),
				arguments("a block", () -> block, Content.of(block)),
				arguments("a list of blocks", () -> List.of(block, block), Content.of(block, block)),
				arguments("null", () -> null, null), arguments("an empty Mono", Mono::empty, null),
				arguments("an empty Optional", Optional::empty, null), arguments("empty text", () -> "", null),
				arguments("an Optional", () -> Optional.of("o"), Content.of("o")),
				arguments("a record", () -> new City("Lisbon"), Content.of("{\"city\":\"Lisbon\"}")),
				arguments("a number", () -> 7, Content.of("7")), arguments("an empty list", List::of, Content.of("[]")),
				arguments("a Mono of a record", () -> Mono.just(new City("Rome")), Content.of("{\"city\":\"Rome\"}")),
				arguments("a Mono of text", () -> Mono.just("m"), Content.of("m")),
				arguments("a future",
						(Supplier<CompletableFuture<String>>) () -> CompletableFuture.completedFuture("f"),
						Content.of("f")),
				arguments("a Flux", () -> Flux.just("a", "b"), Content.of("[\"a\",\"b\"]")),
				arguments("an empty Flux", Flux::empty, Content.of("[]")),
				arguments("a Flow.Publisher",
						() -> reactor.adapter.JdkFlowAdapter.publisherToFlowPublisher(Flux.just(1, 2)),
						Content.of("[1,2]")));
	}

	private static Arguments arguments(String what, Supplier<?> function, @Nullable Content content) {
		return Arguments.of(what, function, content);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("results")
	@DisplayName("TOOL-19 what a function returns becomes content")
	void returnedValueBecomesContent(String what, Supplier<?> function, @Nullable Content content) {
		ToolResultBlock result = returning(function);
		assertThat(result.content()).isEqualTo(content);
		assertThat(result.isError()).isFalse();
	}

	@Test
	@DisplayName("TOOL-19 each element of a Flux is also progress as it arrives")
	void elementsAreProgress() {
		List<ToolRunEvent> events = call(ToolFunction.of("f", "d", () -> Flux.just(new City("Rome"), new City("Oslo"))),
				"{}");
		assertThat(events.stream()
			.filter(ToolProgress.class::isInstance)
			.map((event) -> ((ToolProgress) event).value().toString()))
			.containsExactly("{\"city\":\"Rome\"}", "{\"city\":\"Oslo\"}");
	}

	@Test
	@DisplayName("TOOL-19 text larger than the limit becomes an error with both sizes, never truncated text")
	void largeResultIsRefused() {
		for (Supplier<?> function : List.<Supplier<?>>of(() -> "ä".repeat(60), () -> Content.of("x".repeat(120)),
				() -> Flux.range(1, Integer.MAX_VALUE))) {
			ToolResultBlock result = result(call(ToolFunction.of("f", "d", function), "{}",
					(builder) -> builder.maxResultSize(DataSize.ofBytes(100))));
			assertThat(result.isError()).isTrue();
			assertThat(Runs.text(result)).containsPattern("1\\d\\d bytes").contains("at most 100");
		}
	}

	@Test
	@DisplayName("TOOL-19 a result is written by the mapper of the schemas")
	void mapperOfTheSchemasWrites() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.build();
		ToolResultBlock result = result(call(ToolFunction.of("f", "d", () -> new City("Rome")), "{}",
				(builder) -> builder.schemas(JsonSchemas.create(mapper, null))));
		assertThat(Runs.text(result)).isEqualTo("{\"City\":\"Rome\"}");
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
	@DisplayName("TOOL-20 arguments that do not bind or validate are answered with path and rule, without Java names or values")
	void invalidArguments() {
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.afterPropertiesSet();
		JsonSchemas schemas = JsonSchemas.create(JsonMapper.builder().build(), validator);
		ToolFunction function = ToolFunction.of("f", "d", Booking.class, (booking) -> "booked");
		for (String[] expected : new String[][] { { "{'guests':'many'}", "/guests is no integer" },
				{ "{'guests':0}", "/guests must be" }, { "{}", "/guests" } }) {
			List<ToolRunEvent> events = call(function, expected[0], (builder) -> builder.schemas(schemas));
			assertThat(result(events).isError()).isTrue();
			assertThat(Runs.text(result(events))).startsWith("The arguments do not fit the schema: ")
				.contains(expected[1])
				.doesNotContain("many", "Booking", "int ");
			assertThat(events).noneMatch(ToolStarted.class::isInstance);
		}
	}

	@Test
	@DisplayName("TOOL-21 the message of a ToolException goes to the model, and of anything else nothing")
	void failuresAreTold() {
		assertTold(returning(() -> {
			throw new ToolException("No such city.");
		}), "No such city.");
		assertTold(returning(() -> Mono.error(new ToolException("Try later.", new IllegalStateException("secret")))),
				"Try later.");
		assertTold(returning((Supplier<CompletableFuture<String>>) () -> CompletableFuture
			.failedFuture(new ToolException("Not now."))), "Not now.");
		for (Throwable failure : List.of(new IllegalStateException("secret"), new StackOverflowError("secret"),
				new LinkageError("secret"), new java.io.IOException("secret"))) {
			assertTold(returning(() -> Mono.error(failure)), "The tool failed.");
			assertTold(returning(() -> sneaky(failure)), "The tool failed.");
		}
		assertTold(returning(() -> new Unwritable(true)), "The tool failed.");
	}

	private static void assertTold(ToolResultBlock result, String text) {
		assertThat(result.isError()).isTrue();
		assertThat(Runs.text(result)).isEqualTo(text);
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> Object sneaky(Throwable failure) throws T {
		throw (T) failure;
	}

	@Test
	@DisplayName("TOOL-21 an error of the virtual machine ends the run, and is signalled")
	void fatalErrorEndsTheRun() {
		ToolFunction function = ToolFunction.of("f", "d", () -> {
			throw new OutOfMemoryError("of a test");
		});
		StepVerifier
			.create(ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "f", "{}"))
				.runner(function)
				.build()
				.stream(ScriptedAnswer.question()))
			.thenConsumeWhile((event) -> true)
			.verifyErrorMatches(OutOfMemoryError.class::isInstance);
	}

	@Test
	@DisplayName("TOOL-22 a function that takes too long is interrupted, or its publisher disposed of, and the run goes on")
	void slowFunctionIsStopped() {
		Latch interrupted = new Latch();
		Latch disposed = new Latch();
		for (Supplier<?> function : List.<Supplier<?>>of(() -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.release();
			}
			return "late";
		}, () -> Mono.never().doOnCancel(disposed::release))) {
			List<ToolRunEvent> events = call(ToolFunction.of("f", "d", function), "{}",
					(builder) -> builder.toolTimeout(Duration.ofMillis(50)));
			assertTold(result(events), "The tool did not finish in time.");
			assertThat(events.get(events.size() - 1)).isInstanceOf(RunFinished.class);
		}
		interrupted.await();
		disposed.await();
	}

	@Test
	@DisplayName("TOOL-22 what a function that ignores its interruption returns later is dropped silently")
	void lateResultIsDropped() {
		CountDownLatch told = new CountDownLatch(1);
		Latch returned = new Latch();
		ToolFunction stubborn = ToolFunction.of("f", "d", () -> {
			while (told.getCount() > 0) {
				try {
					told.await();
				}
				catch (InterruptedException ex) {
					// Ignored, and waited on.
				}
			}
			returned.release();
			throw new IllegalStateException("late");
		});
		List<ToolRunEvent> events = call(stubborn, "{}", (builder) -> builder.toolTimeout(Duration.ofMillis(50)));
		assertTold(result(events), "The tool did not finish in time.");
		told.countDown();
		returned.await();
	}

	@Test
	@DisplayName("TOOL-23 the subscriber's context is the context of a returned publisher")
	void contextReachesPublishers() {
		ToolFunction function = ToolFunction.of("f", "d",
				() -> Mono.deferContextual((ContextView context) -> Mono.just(context.get("user"))));
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "f", "{}"),
				ScriptedAnswer.text("Done."));
		List<ToolRunEvent> events = Runs.collect(model.runner(function)
			.build()
			.stream(ScriptedAnswer.question())
			.contextWrite((context) -> context.put("user", "Ada")));
		assertThat(Runs.text(result(events))).isEqualTo("Ada");
	}

	@Test
	@DisplayName("TOOL-23 methods are invoked through the proxy of their bean, of a class or of an interface")
	void proxySeesTheCalls() {
		for (boolean ofClass : new boolean[] { true, false }) {
			AtomicInteger seen = new AtomicInteger();
			ProxyFactory proxies = new ProxyFactory(new GreeterBean());
			proxies.setProxyTargetClass(ofClass);
			proxies.addAdvice((org.aopalliance.intercept.MethodInterceptor) (invocation) -> {
				seen.incrementAndGet();
				return invocation.proceed();
			});
			ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "greet", "{'name':'Ada'}"),
					ScriptedAnswer.text("Done."));
			List<ToolRunEvent> events = Runs
				.collect(model.runner().toolMethods(proxies.getProxy()).build().stream(ScriptedAnswer.question()));
			assertThat(Runs.text(result(events))).isEqualTo("Hello, Ada");
			assertThat(seen).hasValue(1);
		}
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

	private static Object jdkProxy(Greeter target) {
		return Proxy.newProxyInstance(ToolFunctionTests.class.getClassLoader(), new Class<?>[] { Greeter.class },
				(proxy, method, arguments) -> method.invoke(target, arguments));
	}

	record City(String city) {
	}

	record Unwritable(boolean broken) {

		@com.fasterxml.jackson.annotation.JsonProperty("value")
		String value() {
			if (this.broken) {
				throw new IllegalStateException("secret");
			}
			return "";
		}

	}

	record Booking(@Min(1) int guests) {
	}

	interface Greeter {

		String hello(String name);

	}

	interface AnnotatedGreeter {

		@ToolMethod(description = "Greets.")
		String greet(String name);

	}

	static class Hidden implements Greeter {

		@Override
		@ToolMethod(description = "Greets.")
		public String hello(String name) {
			return name;
		}

	}

	static class GreeterBean implements AnnotatedGreeter {

		@Override
		public String greet(String name) {
			return "Hello, " + name;
		}

	}

	static class Weather {

		@ToolMethod(name = "weather", description = "Tells the weather.")
		Mono<String> forecast(String city, ToolUseBlock call, @Min(1) int days, ContextView context) {
			return Mono.just(city + " " + days + " " + call.id() + " " + context.get("user"));
		}

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
