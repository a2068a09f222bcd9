package ai.apixo.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever cancels stops everything at once, wherever the run is.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class CancelledRunTests {

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger openAnswers = new AtomicInteger();

	private ScriptedModel model() {
		ScriptedModel model = new ScriptedModel();
		for (ScriptedAnswer answer : script()) {
			model.then(answer.stream()
				.doOnSubscribe((subscription) -> this.openAnswers.incrementAndGet())
				.doFinally((signal) -> this.openAnswers.decrementAndGet()));
		}
		return model;
	}

	private static List<ScriptedAnswer> script() {
		return List.of(ScriptedAnswer.begin()
			.say("Let me see.")
			.use("toolu_1", "many")
			.use("toolu_2", "later")
			.use("toolu_3", "blocking")
			.end("tool_use"), ScriptedAnswer.call("toolu_4", "many", "{}"), ScriptedAnswer.text("Done."));
	}

	private ToolRunner runner(ScriptedModel model) {
		return model.runner(ToolFunction.of("many", "Returns many.", () -> watched(Flux.range(0, 4))),
				ToolFunction.of("later", "Returns later.",
						() -> watched(Mono.just("x").delayElement(Duration.ofMillis(2)).flux())),
				ToolFunction.of("blocking", "Blocks.", () -> {
					this.running.incrementAndGet();
					try {
						return "blocked";
					}
					finally {
						this.running.decrementAndGet();
					}
				}))
			.concurrency(2)
			.build();
	}

	private Flux<?> watched(Flux<?> values) {
		return values.doOnSubscribe((subscription) -> this.running.incrementAndGet())
			.doFinally((signal) -> this.running.decrementAndGet());
	}

	static List<Integer> events() {
		List<Integer> numbers = new ArrayList<>();
		// Answers, and of the calls: start, progress and result; ends of turns and run.
		int count = script().stream().mapToInt((answer) -> answer.events().size()).sum() + 6 + 3 + 6 + 3;
		for (int number = 1; number <= count; number++) {
			numbers.add(number);
		}
		return numbers;
	}

	@ParameterizedTest
	@MethodSource("events")
	@DisplayName("TOOL-34 cancelled at any event, nothing goes on and nothing is sent")
	void cancelledAtAnEvent(int number) {
		ScriptedModel model = model();
		List<ToolRunEvent> events = Runs.collect(runner(model).stream(ScriptedAnswer.question()).take(number));
		assertThat(events).hasSizeLessThanOrEqualTo(number);
		assertNothingGoesOn();
		long turns = events.stream().map(ToolRunEvent::turn).distinct().count();
		assertThat(model.requests()).hasSize((int) turns);
	}

	@ParameterizedTest
	@MethodSource("events")
	@DisplayName("TOOL-34 cancelled without demand after any event, nothing goes on and nothing is sent")
	void cancelledWithoutDemand(int number) {
		ScriptedModel model = model();
		Latch delivered = new Latch();
		List<ToolRunEvent> events = new ArrayList<>();
		Disposable subscription = runner(model).stream(ScriptedAnswer.question()).limitRate(1).concatMap((event) -> {
			events.add(event);
			if (events.size() == number) {
				delivered.release();
				return Mono.never();
			}
			return Mono.just(event);
		}, 0).subscribe(null, null, delivered::release);
		delivered.await();
		subscription.dispose();
		assertNothingGoesOn();
	}

	private void assertNothingGoesOn() {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).untilAtomic(this.running, org.hamcrest.Matchers.is(0));
		assertThat(this.openAnswers).hasValue(0);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("TOOL-34 TOOL-22 cancelled while tools run, their publishers are disposed of and their threads interrupted")
	void cancelledInTools(boolean ignoresInterruption) {
		CountDownLatch begun = new CountDownLatch(2);
		Latch disposed = new Latch();
		Latch interrupted = new Latch();
		CountDownLatch over = new CountDownLatch(1);
		ToolFunction never = ToolFunction.of("never", "Never ends.",
				() -> Mono.never().doOnSubscribe((subscription) -> begun.countDown()).doOnCancel(disposed::release));
		ToolFunction blocking = ToolFunction.of("blocking", "Blocks.", () -> {
			begun.countDown();
			boolean waiting = true;
			while (waiting) {
				try {
					over.await();
					waiting = false;
				}
				catch (InterruptedException ex) {
					interrupted.release();
					waiting = ignoresInterruption;
				}
			}
			throw new IllegalStateException("late");
		});
		ScriptedModel model = ScriptedModel
			.saying(ScriptedAnswer.begin().use("toolu_1", "never").use("toolu_2", "blocking").end("tool_use"));
		Disposable subscription = model.runner(never, blocking).build().stream(ScriptedAnswer.question()).subscribe();
		Awaitility.await().until(() -> begun.getCount() == 0);
		subscription.dispose();
		disposed.await();
		interrupted.await();
		over.countDown();
		assertThat(model.requests()).hasSize(1);
	}

	@Test
	@DisplayName("TOOL-34 cancelled while it is found out what calls need, no call begins")
	void cancelledInAPredicate() {
		Latch begun = new Latch();
		Latch interrupted = new Latch();
		AtomicInteger executed = new AtomicInteger();
		ToolFunction function = ToolFunction.of("clock", "d", executed::incrementAndGet).requiringApproval((call) -> {
			begun.release();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.release();
				throw new IllegalStateException(ex);
			}
			return false;
		});
		Disposable subscription = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{}"))
			.runner(function)
			.build()
			.stream(ScriptedAnswer.question())
			.subscribe();
		begun.await();
		subscription.dispose();
		interrupted.await();
		assertThat(executed).hasValue(0);
	}

}
