package ai.apixo.structured;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.structured.Types.Ingredient;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Elements and snapshots under subscribers and gateways that do not behave.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class HostileStreamTests {

	private static final String DOCUMENT = "{\"title\":\"t\",\"ingredients\":["
			+ "{\"name\":\"a\",\"amount\":1},{\"name\":\"b\",\"amount\":2},{\"name\":\"c\",\"amount\":3}]}";

	static Stream<Arguments> streams() {
		return Stream.of(
				Arguments.of("elements",
						(Streamed) (output) -> output.streamElements(Answer.request(), "ingredients",
								Ingredient.class)),
				Arguments.of("snapshots", (Streamed) (output) -> output.streamPartial(Answer.request())));
	}

	private static Flux<?> stream(Streamed streamed, Flux<StreamEvent> events) {
		return streamed.of(StructuredOutput.of(RecordedClient.streaming(events), Recipe.class));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("streams")
	@DisplayName("STR-36 a cancel within a delivery ends the call, and nothing follows")
	void cancelWithinADelivery(String what, Streamed streamed) {
		AtomicInteger cancelled = new AtomicInteger();
		List<Object> seen = new ArrayList<>();
		Flux<StreamEvent> events = Answer.of(DOCUMENT).stream().doOnCancel(cancelled::incrementAndGet);
		stream(streamed, events).subscribe(new BaseSubscriber<Object>() {

			@Override
			protected void hookOnNext(Object value) {
				seen.add(value);
				cancel();
			}

			@Override
			protected void hookOnComplete() {
				seen.add("completed");
			}

		});
		assertThat(seen).hasSize(1);
		assertThat(cancelled).hasValue(1);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("streams")
	@DisplayName("STR-29 an error that the subscriber throws ends the call, and is told once")
	void subscriberThrows(String what, Streamed streamed) {
		AtomicInteger cancelled = new AtomicInteger();
		Flux<StreamEvent> events = Answer.of(DOCUMENT)
			.stream()
			.concatWith(Flux.never())
			.doOnCancel(cancelled::incrementAndGet);
		StepVerifier.create(stream(streamed, events).doOnNext((value) -> {
			throw new AssertionError("of the subscriber");
		})).expectErrorMessage("of the subscriber").verify(Duration.ofSeconds(20));
		assertThat(cancelled).hasValue(1);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("streams")
	@DisplayName("STR-31 STR-33 a subscriber that asks from within its delivery, and from another thread, loses nothing")
	void askedFromEverywhere(String what, Streamed streamed) {
		for (int round = 0; round < 50; round++) {
			Flux<StreamEvent> events = Answer.begin()
				.text(DOCUMENT.split(""))
				.end("end_turn")
				.stream()
				.publishOn(Schedulers.parallel(), 1);
			List<Object> seen = new ArrayList<>();
			StepVerifier
				.create(stream(streamed, events).limitRate(1)
					.publishOn(Schedulers.boundedElastic(), 1)
					.doOnNext(seen::add)
					.then())
				.expectComplete()
				.verify(Duration.ofSeconds(20));
			assertThat(seen.get(seen.size() - 1).toString()).contains("3");
			assertThat(seen.size()).isGreaterThanOrEqualTo(what.equals("elements") ? 3 : 1);
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("streams")
	@DisplayName("STR-36 events after a cancel, and two ends, are passed over in silence")
	void upstreamGoesOn(String what, Streamed streamed) {
		TestPublisher<StreamEvent> events = TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW,
				TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		List<Object> seen = new ArrayList<>();
		BaseSubscriber<Object> subscriber = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(1);
			}

			@Override
			protected void hookOnNext(Object value) {
				seen.add(value);
			}

		};
		stream(streamed, events.flux()).subscribe(subscriber);
		List<StreamEvent> all = Answer.of(DOCUMENT).events();
		all.subList(0, 3).forEach(events::next);
		subscriber.cancel();
		all.forEach(events::next);
		events.complete();
		assertThat(seen).hasSize(1);
	}

	@Test
	@DisplayName("STR-29 the text behind an element that does not bind is not read")
	void nothingIsReadBehindAnInvalidElement() {
		AtomicInteger sent = new AtomicInteger();
		Flux<StreamEvent> events = Answer.begin()
			.text("{\"ingredients\":[{\"name\":1.5,", "\"amount\":{}}", ",{\"name\":\"b\"", ",\"amount\":2}]}")
			.end("end_turn")
			.stream()
			.doOnNext((event) -> sent.incrementAndGet());
		StepVerifier
			.create(StructuredOutput.of(RecordedClient.streaming(events), Recipe.class)
				.streamElements(Answer.request(), "ingredients", Ingredient.class))
			.expectError()
			.verify(Duration.ofSeconds(20));
		assertThat(sent).hasValue(4);
	}

	/** One of the two streams. */
	@FunctionalInterface
	interface Streamed {

		Flux<?> of(StructuredOutput<Recipe> output);

	}

}
