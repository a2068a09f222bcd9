package ai.apixo.client.lifecycle;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link HeadStream} passes on the stream that the head of a call brings.
 */
class HeadStreamTests {

	@Test
	void passesOnElementsAndCompletion() {
		StepVerifier.create(HeadStream.of(Mono.just(Flux.just(1, 2)))).expectNext(1, 2).verifyComplete();
	}

	@Test
	void passesOnTheFailureOfTheHead() {
		StepVerifier.create(HeadStream.of(Mono.<Flux<Integer>>error(new IllegalStateException("head"))))
			.verifyErrorMessage("head");
	}

	@Test
	void passesOnTheFailureOfTheStream() {
		StepVerifier
			.create(HeadStream
				.of(Mono.just(Flux.concat(Mono.just(1), Mono.error(new IllegalStateException("stream"))))))
			.expectNext(1)
			.verifyErrorMessage("stream");
	}

	@Test
	void completesWithAnEmptyHead() {
		StepVerifier.create(HeadStream.of(Mono.<Flux<Integer>>empty())).verifyComplete();
	}

	@Test
	void demandFromBeforeTheHeadReachesTheStream() {
		Sinks.One<Flux<Integer>> head = Sinks.one();
		AtomicLong requested = new AtomicLong();
		StepVerifier.create(HeadStream.<Integer>of(head.asMono()), 2)
			.then(() -> head.tryEmitValue(Flux.range(1, 10).doOnRequest(requested::addAndGet)))
			.expectNext(1, 2)
			.then(() -> assertThat(requested).hasValue(2))
			.thenRequest(3)
			.expectNext(3, 4, 5)
			.then(() -> assertThat(requested).hasValue(5))
			.thenCancel()
			.verify();
	}

	@Test
	void cancellingBeforeTheHeadCancelsTheHead() {
		TestPublisher<Flux<Integer>> head = TestPublisher.create();
		StepVerifier.create(HeadStream.of(head.mono())).thenCancel().verify();
		head.assertCancelled();
	}

	@Test
	void cancellingLaterCancelsTheStream() {
		TestPublisher<Integer> stream = TestPublisher.create();
		StepVerifier.create(HeadStream.of(Mono.just(stream.flux())))
			.then(() -> stream.next(1))
			.expectNext(1)
			.thenCancel()
			.verify();
		stream.assertCancelled();
	}

	@Test
	void streamThatComesTooLateIsCancelled() {
		TestPublisher<Flux<Integer>> head = TestPublisher
			.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		TestPublisher<Integer> stream = TestPublisher.create();
		StepVerifier.create(HeadStream.of(Mono.fromDirect(head))).thenCancel().verify();
		head.next(stream.flux());
		stream.assertCancelled();
	}

	@Test
	void contextReachesHeadAndStream() {
		Mono<Flux<String>> head = Mono.deferContextual((first) -> Mono
			.just(Flux.deferContextual((second) -> Flux.just(first.<String>get("key"), second.<String>get("key")))));
		StepVerifier.create(HeadStream.of(head).contextWrite((context) -> context.put("key", "value")))
			.expectNext("value", "value")
			.verifyComplete();
	}

}
