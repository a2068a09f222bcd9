package ai.apixo.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call has one last signal, whoever ends it and whenever: a limit of time or a closing
 * application, which abort it, or its subscriber, who cancels. No failure is dropped
 * (HTTP-22).
 */
@ParameterizedClass(name = "bulkhead: {0}")
@ValueSource(booleans = { false, true })
@ExtendWith(NoLeaksOrDroppedErrors.class)
class LastSignalTests {

	private static final int CALLS = 2_000;

	private static final int MAX_DELAY_MICROS = 150;

	private final ApixoClientResources resources = new ApixoClientResources(null, new DefaultResilience(),
			Duration.ZERO, new BuilderSettingNames());

	private final CountedBuffers buffers = new CountedBuffers();

	private final boolean bulkhead;

	LastSignalTests(boolean bulkhead) {
		this.bulkhead = bulkhead;
	}

	@Test
	@DisplayName("HTTP-22 a stream that is aborted while its first event is being delivered fails once")
	void abortedDuringTheFirstEvent() {
		ApixoMessagesClient client = client(() -> response(HttpStatus.OK, "text/event-stream",
				Flux.just(Requests.SHORT_STREAM).map(this.buffers::of)));
		Outcome<StreamEvent> outcome = Outcome.of(client.stream(Requests.hello()).doOnNext((event) -> abort()));
		outcome.failure(ApixoConnectionException.class);
		assertThat(outcome.elements()).hasSize(1);
		this.buffers.assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-22 an answer in one piece that is being delivered is not aborted any more")
	void abortedDuringTheAnswer() {
		ApixoMessagesClient client = client(
				() -> response(HttpStatus.OK, "application/json", Flux.just(Requests.MESSAGE).map(this.buffers::of)));
		Outcome<Message> outcome = Outcome.of(client.create(Requests.hello()).doOnNext((message) -> abort()));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(1);
	}

	@Test
	@DisplayName("HTTP-22 a stream that is aborted around its first event ends once")
	void abortedAroundTheFirstEvent() {
		race(HttpStatus.OK, "text/event-stream", Requests.SHORT_STREAM, (client) -> client.stream(Requests.hello()));
	}

	@Test
	@DisplayName("HTTP-22 an answer in one piece that is aborted around its coming ends once")
	void abortedAroundTheAnswer() {
		race(HttpStatus.OK, "application/json", Requests.MESSAGE, (client) -> client.create(Requests.hello()));
	}

	@Test
	@DisplayName("HTTP-22 a call that is aborted around its attempts, which the gateway refuses, ends once")
	void abortedAroundRefusals() {
		race(HttpStatus.TOO_MANY_REQUESTS, "text/plain", "", (client) -> client.stream(Requests.hello()));
	}

	@Test
	@DisplayName("HTTP-22 who cancels a stream while it fails is not told why")
	void cancelledDuringTheFailureOfAStream() {
		Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
		Disposable.Swap subscription = Disposables.swap();
		ApixoMessagesClient client = client(
				() -> response(HttpStatus.OK, "text/event-stream", body.asFlux().doOnCancel(subscription::dispose)));
		subscription.update(client.stream(Requests.hello()).subscribe());
		body.tryEmitNext(this.buffers.of(Requests.START));
		assertThat(subscription.isDisposed()).isFalse();
		body.tryEmitNext(this.buffers.of("data: {\n\n"));
		assertThat(subscription.isDisposed()).isTrue();
		this.buffers.assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-22 who cancels a call while its failure is observed is not told of it")
	void cancelledDuringTheObservationOfAFailure() {
		Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
		Disposable.Swap subscription = Disposables.swap();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new StopHandler(subscription::dispose));
		ApixoMessagesClient client = client(() -> response(HttpStatus.OK, "application/json", body.asFlux())).mutate()
			.observationRegistry(registry)
			.build();
		subscription.update(client.create(Requests.hello()).subscribe());
		assertThat(subscription.isDisposed()).isFalse();
		body.tryEmitComplete();
		assertThat(subscription.isDisposed()).isTrue();
	}

	private void race(HttpStatus status, String contentType, String body,
			Function<ApixoMessagesClient, Publisher<?>> call) {
		Random random = new Random(20261126);
		AtomicInteger ends = new AtomicInteger();
		Collection<Throwable> failures = new ConcurrentLinkedQueue<>();
		ApixoMessagesClient client = client(() -> response(status, contentType,
				Flux.just(body).map(this.buffers::of).subscribeOn(Schedulers.parallel())));
		for (int number = 0; number < CALLS; number++) {
			Latch ended = new Latch();
			Flux.from(call.apply(client))
				.doOnTerminate(ends::incrementAndGet)
				.doFinally((signal) -> ended.release())
				.subscribe((element) -> {
				}, failures::add);
			LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MAX_DELAY_MICROS)));
			abort();
			ended.await();
		}
		assertThat(ends).hasValue(CALLS);
		assertThat(failures).allSatisfy((failure) -> assertThat(failure).isInstanceOfAny(ApixoConnectionException.class,
				ApixoApiException.class));
		this.buffers.assertAllReleased();
	}

	private void abort() {
		this.resources.openCalls().abortAll();
	}

	private ApixoMessagesClient client(Supplier<ClientResponse> response) {
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder(this.resources)
			.apiKey(Requests.KEY)
			.baseUrl("http://localhost")
			.webClientBuilder(WebClient.builder().exchangeFunction((request) -> Mono.fromSupplier(response)))
			.retry(Retries.attempts(3));
		return (this.bulkhead ? builder.bulkhead(Bulkhead.ofDefaults("test")) : builder).build();
	}

	private static ClientResponse response(HttpStatus status, String contentType, Flux<DataBuffer> body) {
		return ClientResponse.create(status).header(HttpHeaders.CONTENT_TYPE, contentType).body(body).build();
	}

	private record StopHandler(Runnable action) implements ObservationHandler<ApixoObservationContext> {

		@Override
		public void onStop(ApixoObservationContext context) {
			this.action.run();
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ApixoObservationContext;
		}

	}

}
