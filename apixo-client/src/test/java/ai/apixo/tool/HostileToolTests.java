package ai.apixo.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.messages.content.ToolResultBlock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Functions that do what no function should: one result is all that the model gets, and
 * the run ends.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class HostileToolTests {

	private static final String FAILED = "The tool failed.";

	private static final String LATE = "The tool did not finish in time.";

	static Stream<Arguments> functions() {
		return Stream.of(arguments("completes twice", () -> raw((subscriber) -> {
			subscriber.onNext("a");
			subscriber.onComplete();
			subscriber.onNext("b");
			subscriber.onComplete();
		}), "[\"a\"]"), arguments("fails after its end", () -> raw((subscriber) -> {
			subscriber.onComplete();
			subscriber.onError(new IllegalStateException("secret"));
		}), "[]"), arguments("fails twice", () -> raw((subscriber) -> {
			subscriber.onError(new IllegalStateException("secret"));
			subscriber.onError(new IllegalStateException("secret"));
		}), FAILED), arguments("fails behind a value",
				() -> Flux.just(1).concatWith(Mono.error(new Exception("secret"))), FAILED),
				arguments("throws when subscribed to", () -> (Publisher<Object>) (subscriber) -> {
					throw new IllegalStateException("secret");
				}, FAILED), arguments("never subscribes", () -> (Publisher<Object>) (subscriber) -> {
				}, LATE), arguments("subscribes and says nothing", Flux::never, LATE),
				arguments("a future that never comes", CompletableFuture::new, LATE),
				arguments("a future that was cancelled", (Supplier<CompletableFuture<Object>>) () -> {
					CompletableFuture<Object> future = new CompletableFuture<>();
					future.cancel(true);
					return future;
				}, FAILED), arguments("subscribes twice", () -> (Publisher<Object>) (subscriber) -> {
					subscriber.onSubscribe(Operators.emptySubscription());
					subscriber.onSubscribe(Operators.emptySubscription());
					subscriber.onComplete();
				}, "[]"), arguments("gives more than was asked for", () -> raw((subscriber) -> {
					subscriber.onNext(1);
					subscriber.onNext(2);
					subscriber.onNext(3);
					subscriber.onComplete();
				}), "[1,2,3]"), arguments("throws an error", () -> {
					throw new AssertionError("secret");
				}, FAILED), arguments("throws what throws when it is asked for its message", () -> {
					throw new IllegalStateException() {
						@Override
						public String getMessage() {
							throw new IllegalStateException("secret");
						}
					};
				}, FAILED), arguments("has nothing to say to the model", () -> {
					throw new ToolException(" ");
				}, FAILED), arguments("a value that contains itself", () -> {
					Object[] self = new Object[1];
					self[0] = self;
					return self;
				}, FAILED), arguments("a Mono of a Mono", () -> Mono.just(Mono.just("inner")), null),
				arguments("a Mono of null", () -> Mono.justOrEmpty((Object) null), ""));
	}

	private static Arguments arguments(String what, Supplier<?> function,
			@org.jspecify.annotations.Nullable String text) {
		return Arguments.of(what, function, text);
	}

	private static Publisher<Object> raw(java.util.function.Consumer<Subscriber<? super Object>> signals) {
		return (subscriber) -> subscriber.onSubscribe(new Subscription() {

			private boolean begun;

			@Override
			public void request(long count) {
				if (!this.begun) {
					this.begun = true;
					signals.accept(subscriber);
				}
			}

			@Override
			public void cancel() {
			}

		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("functions")
	@DisplayName("TOOL-19 TOOL-21 TOOL-22 whatever a function does, its call has one result and the run ends")
	void oneResult(String what, Supplier<?> function, @org.jspecify.annotations.Nullable String text) {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "f", "{}"),
				ScriptedAnswer.text("Done."));
		List<ToolRunEvent> events = Runs.collect(model.runner(ToolFunction.of("f", "d", function))
			.toolTimeout(LATE.equals(text) ? Duration.ofMillis(200) : Duration.ofSeconds(20))
			.build()
			.stream(ScriptedAnswer.question()));
		assertThat(Runs.results(events)).hasSize(1);
		assertThat(events.get(events.size() - 1)).isInstanceOf(RunFinished.class);
		if (text != null) {
			ToolResultBlock result = Runs.results(events).get(0);
			assertThat(Runs.text(result)).isEqualTo(text);
			assertThat(result.isError()).isEqualTo(text.equals(FAILED) || text.equals(LATE));
		}
	}

	@Test
	@DisplayName("TOOL-12 TOOL-21 one function that fails leaves those beside it alone")
	void othersGoOn() {
		AtomicInteger cancelled = new AtomicInteger();
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.begin()
			.use("toolu_1", "slow")
			.use("toolu_2", "broken")
			.use("toolu_3", "slow")
			.use("toolu_4", "late")
			.end("tool_use"), ScriptedAnswer.text("Done."));
		List<ToolRunEvent> events = Runs.collect(model.runner(ToolFunction.of("slow", "d",
				() -> Mono.just("slow").delayElement(Duration.ofMillis(50)).doOnCancel(cancelled::incrementAndGet)),
				ToolFunction.of("broken", "d", () -> {
					throw new IllegalStateException("secret");
				}), ToolFunction.of("late", "d", Mono::never))
			.toolTimeout(Duration.ofSeconds(1))
			.build()
			.stream(ScriptedAnswer.question()));
		assertThat(model.request(2).messages().get(2).content().blocks())
			.extracting((block) -> Runs.text((ToolResultBlock) block))
			.containsExactly("slow", FAILED, "slow", LATE);
		assertThat(events.get(events.size() - 1)).isInstanceOf(RunFinished.class);
		assertThat(cancelled).hasValue(0);
	}

	@ParameterizedTest
	@ValueSource(classes = { ModelEvent.class, ToolStarted.class, ToolFinished.class, TurnFinished.class,
			RunFinished.class })
	@DisplayName("TOOL-34 whatever event a subscriber throws at, it is told once, and nothing follows")
	void subscriberThrowsAtAnyEvent(Class<? extends ToolRunEvent> event) {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "f", "{}"),
				ScriptedAnswer.text("Done."));
		List<String> signals = Collections.synchronizedList(new ArrayList<>());
		Latch told = new Latch();
		model.runner(ToolFunction.of("f", "d", () -> "x"))
			.build()
			.stream(ScriptedAnswer.question())
			.subscribe(new CoreSubscriber<>() {

				@Override
				public void onSubscribe(Subscription subscription) {
					subscription.request(Long.MAX_VALUE);
				}

				@Override
				public void onNext(ToolRunEvent next) {
					signals.add(next.getClass().getSimpleName());
					if (event.isInstance(next)) {
						throw new IllegalStateException("of the subscriber");
					}
				}

				@Override
				public void onError(Throwable failure) {
					signals.add(String.valueOf(failure.getMessage()));
					told.release();
				}

				@Override
				public void onComplete() {
					signals.add("complete");
				}

			});
		told.await();
		assertThat(signals.subList(signals.indexOf(event.getSimpleName()), signals.size()))
			.containsExactly(event.getSimpleName(), "of the subscriber");
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, NoClassDefFoundError.class })
	@DisplayName("TOOL-34 whatever the subscriber throws, the tools are ended and it is told once")
	void subscriberThrows(Class<? extends Throwable> thrown) {
		Latch cancelled = new Latch();
		Sinks.One<String> begun = Sinks.one();
		ScriptedModel model = ScriptedModel
			.saying(ScriptedAnswer.begin().use("toolu_1", "slow").use("toolu_2", "fast").end("tool_use"));
		Flux<ToolRunEvent> events = model
			.runner(ToolFunction.of("slow", "d",
					() -> Mono.never()
						.doOnSubscribe((subscription) -> begun.tryEmitValue("x"))
						.doOnCancel(cancelled::release)),
					ToolFunction.of("fast", "d", begun::asMono))
			.build()
			.stream(ScriptedAnswer.question());
		AtomicInteger told = new AtomicInteger();
		events.subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				requestUnbounded();
			}

			@Override
			protected void hookOnNext(ToolRunEvent event) {
				if (event instanceof ToolFinished) {
					if (thrown == IllegalStateException.class) {
						throw new IllegalStateException("of the subscriber");
					}
					throw new NoClassDefFoundError("of the subscriber");
				}
			}

			@Override
			protected void hookOnError(Throwable failure) {
				told.incrementAndGet();
			}

		});
		cancelled.await();
		Awaitility.await().untilAsserted(() -> assertThat(told).hasValue(1));
	}

}
