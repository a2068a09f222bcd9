package ai.apixo.tool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.ContextView;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.structured.JsonSchemas;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a function may be, what it is given and what becomes of what it returns.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class ToolFunctionTests extends FunctionCalls {

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
	@DisplayName("TOOL-20 constraints at the parameters of a method hold, through a proxy of its bean too")
	void constraintsOfParametersHold() {
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.afterPropertiesSet();
		JsonSchemas schemas = JsonSchemas.create(JsonMapper.builder().build(), validator);
		ProxyFactory subclass = new ProxyFactory(new Forecasts());
		subclass.setProxyTargetClass(true);
		ProxyFactory implementation = new ProxyFactory(new PlainForecasts());
		implementation.setInterfaces(Forecasting.class);
		for (Object bean : List.of(new Forecasts(), subclass.getProxy(), implementation.getProxy())) {
			for (String[] expected : new String[][] { { "{'city':'Rome','days':3,'names':['a']}", null },
					{ "{'city':'Rome','days':11,'names':['a']}", "/days must be at most 10" },
					{ "{'city':' ','days':0,'names':['a','']}",
							"/city must not be blank; /days must be at least 1; /names/1 must not be blank" } }) {
				ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "forecast", expected[0]),
						ScriptedAnswer.text("Done."));
				ToolResultBlock result = result(Runs.collect(
						model.runner().toolMethods(bean).schemas(schemas).build().stream(ScriptedAnswer.question())));
				if (expected[1] == null) {
					assertThat(Runs.text(result)).isEqualTo("Rome toolu_1 3");
				}
				else {
					assertTold(result, "The arguments do not fit the schema: " + expected[1]);
				}
			}
		}
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

	interface AnnotatedGreeter {

		@ToolMethod(description = "Greets.")
		String greet(String name);

	}

	static class GreeterBean implements AnnotatedGreeter {

		@Override
		public String greet(String name) {
			return "Hello, " + name;
		}

	}

	interface Forecasting {

		@ToolMethod(description = "Tells the weather.")
		String forecast(@NotBlank String city, @NotNull ToolUseBlock call, @Min(1) @Max(10) int days,
				List<@NotBlank String> names);

	}

	static class PlainForecasts implements Forecasting {

		@Override
		public String forecast(String city, ToolUseBlock call, int days, List<String> names) {
			return city + " " + call.id() + " " + days;
		}

	}

	static class Forecasts {

		@ToolMethod(description = "Tells the weather.")
		String forecast(@NotBlank String city, @NotNull ToolUseBlock call, @Min(1) @Max(10) int days,
				List<@NotBlank String> names) {
			return city + " " + call.id() + " " + days;
		}

	}

}
