package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.observation.ApixoCallListener;
import ai.apixo.client.observation.ApixoCallSummary;
import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.client.observation.DefaultApixoObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever of the application's code throws, whatever it throws and whenever, a call has
 * one last signal, and nothing of it stays open (HTTP-22).
 */
class ThrowingCallbackTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final List<Supplier<Throwable>> THROWN = List.of(() -> new IllegalStateException("thrown"),
			() -> new AssertionError("thrown"), () -> new NoClassDefFoundError("thrown"),
			() -> new OutOfMemoryError("thrown"));

	private final AtomicInteger openBodies = new AtomicInteger();

	private final CountedBuffers buffers = new CountedBuffers();

	private final Bulkhead bulkhead = Bulkhead.of("test", BulkheadConfig.custom().maxConcurrentCalls(1).build());

	/**
	 * Otherwise classes would be loaded on a thread that must not block.
	 */
	@BeforeAll
	static void loadClasses() {
		assertThat(ClientResponse.create(HttpStatus.OK).build()).isNotNull();
	}

	static Stream<Arguments> cases() {
		return Stream.of(Callback.values())
			.flatMap((callback) -> Stream.of(0, 1, 2, 3)
				.flatMap((thrown) -> Stream.of("stream", "create", "streamText", "streamMessage")
					.map((call) -> Arguments.of(callback, call, THROWN.get(thrown).get().getClass().getSimpleName(),
							THROWN.get(thrown)))));
	}

	@ParameterizedTest(name = "{0}, {1}, {2}")
	@MethodSource("cases")
	@DisplayName("HTTP-22 code of the application that throws ends a call with one signal and leaves nothing open")
	void endsOnce(Callback callback, String call, String name, Supplier<Throwable> thrown) {
		try {
			Throwing throwing = new Throwing(thrown);
			ApixoMessagesClient client = client(callback, throwing);
			Counting<Object> subscriber = new Counting<>(callback, throwing);
			try {
				Flux.from(call(client, call)).cast(Object.class).subscribe(subscriber);
			}
			catch (Throwable ex) {
				// What a subscriber throws may come back to it.
				assertThat(callback).isIn(Callback.ON_SUBSCRIBE, Callback.ON_ERROR, Callback.ON_COMPLETE,
						Callback.ON_NEXT);
			}
			if (callback != Callback.ON_SUBSCRIBE) {
				subscriber.ended.await();
				assertThat(subscriber.ends).hasValue(1);
			}
			Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
				assertThat(client.activity().openCalls()).isZero();
				assertThat(this.openBodies).hasValue(0);
				assertThat(this.bulkhead.getMetrics().getAvailableConcurrentCalls()).isOne();
			});
			if (throwing.thrown.get() || callback == Callback.RETRY_INTERVAL) {
				assertThat(client.stream(Requests.hello()).onErrorComplete().collectList().blockOptional(LIMIT))
					.isPresent();
			}
			this.buffers.assertAllReleased();
		}
		finally {
			TestJvm.droppedErrors().clear();
		}
	}

	private static Publisher<?> call(ApixoMessagesClient client, String call) {
		return switch (call) {
			case "stream" -> client.stream(Requests.hello());
			case "create" -> client.create(Requests.hello());
			case "streamText" -> client.streamText(Requests.hello());
			default -> client.streamMessage(Requests.hello());
		};
	}

	private ApixoMessagesClient client(Callback callback, Throwing throwing) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Handler(callback, throwing));
		AtomicInteger requests = new AtomicInteger();
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder()
			.baseUrl("http://localhost")
			.apiKey(() -> throwing.at(callback == Callback.KEY, Requests.KEY))
			.webClientBuilder(WebClient.builder().filter((request, next) -> {
				throwing.run(callback == Callback.FILTER);
				return next.exchange(request)
					.map((response) -> throwing.at(callback == Callback.FILTER_OF_RESPONSE, response));
			})
				.exchangeFunction((request) -> Mono.fromSupplier(
						() -> response(requests.getAndIncrement(), request.headers().getAccept().toString()))))
			.observationRegistry(registry)
			.observationConvention(new Convention(callback, throwing))
			.callListener(new Listener(callback, throwing))
			.bulkhead(this.bulkhead)
			.circuitBreaker(circuitBreaker(callback, throwing))
			.retry(retry(callback, throwing));
		if (callback == Callback.KEY_AS_MONO) {
			builder.apiKey(Mono.defer(() -> throwing.at(true, Mono.just(Requests.KEY))));
		}
		if (callback == Callback.KEY_SUBSCRIPTION) {
			builder.apiKey(new Mono<String>() {

				@Override
				public void subscribe(CoreSubscriber<? super String> actual) {
					throwing.run(true);
					Mono.just(Requests.KEY).subscribe(actual);
				}

			});
		}
		return builder.build();
	}

	private static CircuitBreaker circuitBreaker(Callback callback, Throwing throwing) {
		CircuitBreaker circuitBreaker = CircuitBreaker.of("test",
				CircuitBreakerConfig.custom()
					.recordException((failure) -> throwing.at(callback == Callback.BREAKER_EXCEPTION, false))
					.recordResult((result) -> throwing.at(callback == Callback.BREAKER_RESULT, false))
					.build());
		circuitBreaker.getEventPublisher().onEvent((event) -> throwing.run(callback == Callback.BREAKER_EVENT));
		return circuitBreaker;
	}

	private static Retry retry(Callback callback, Throwing throwing) {
		Retry retry = Retry.of("test",
				RetryConfig.custom()
					.maxAttempts(3)
					.retryOnException((failure) -> throwing.at(callback == Callback.RETRY_EXCEPTION, true))
					.retryOnResult((result) -> throwing.at(callback == Callback.RETRY_RESULT, false))
					.intervalBiFunction((attempt, either) -> throwing.at(callback == Callback.RETRY_INTERVAL, 1L))
					.build());
		retry.getEventPublisher().onEvent((event) -> throwing.run(callback == Callback.RETRY_EVENT));
		return retry;
	}

	/**
	 * Refuses the first request.
	 */
	private ClientResponse response(int number, String accept) {
		boolean refused = number == 0;
		String body = refused ? "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"no\"}}"
				: accept.contains("event-stream") ? Requests.SHORT_STREAM : Requests.MESSAGE;
		Flux<DataBuffer> buffers = Flux.defer(() -> {
			this.openBodies.incrementAndGet();
			return Flux.just(body).map(this.buffers::of).doFinally((signal) -> this.openBodies.decrementAndGet());
		});
		return ClientResponse.create(refused ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.OK)
			.header(HttpHeaders.CONTENT_TYPE, "application/json")
			.body(buffers)
			.build();
	}

	/**
	 * Where something is thrown.
	 */
	enum Callback {

		KEY, KEY_AS_MONO, KEY_SUBSCRIPTION, FILTER, FILTER_OF_RESPONSE, RETRY_EXCEPTION, RETRY_RESULT, RETRY_INTERVAL,
		RETRY_EVENT, BREAKER_EXCEPTION, BREAKER_RESULT, BREAKER_EVENT, LISTENER_RETRY, LISTENER_END, OBSERVATION_START,
		OBSERVATION_EVENT, OBSERVATION_ERROR, OBSERVATION_STOP, CONVENTION, ON_SUBSCRIBE, ON_NEXT, ON_ERROR, ON_COMPLETE

	}

	/**
	 * Throws each time from the second on where a callback is called in the first attempt
	 * too, so that it strikes on other threads.
	 */
	private static final class Throwing {

		private final Supplier<Throwable> throwable;

		private final AtomicBoolean thrown = new AtomicBoolean();

		private Throwing(Supplier<Throwable> throwable) {
			this.throwable = throwable;
		}

		private void run(boolean throwing) {
			at(throwing, true);
		}

		private <T> T at(boolean throwing, T value) {
			if (throwing && this.thrown.compareAndSet(false, true)) {
				throw sneaky(this.throwable.get());
			}
			return value;
		}

		@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
		private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
			throw (E) thrown;
		}

	}

	private record Handler(Callback callback,
			Throwing throwing) implements ObservationHandler<ApixoObservationContext> {

		@Override
		public void onStart(ApixoObservationContext context) {
			this.throwing.run(this.callback == Callback.OBSERVATION_START);
		}

		@Override
		public void onEvent(Observation.Event event, ApixoObservationContext context) {
			this.throwing.run(this.callback == Callback.OBSERVATION_EVENT);
		}

		@Override
		public void onError(ApixoObservationContext context) {
			this.throwing.run(this.callback == Callback.OBSERVATION_ERROR);
		}

		@Override
		public void onStop(ApixoObservationContext context) {
			this.throwing.run(this.callback == Callback.OBSERVATION_STOP);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ApixoObservationContext;
		}

	}

	private static final class Convention extends DefaultApixoObservationConvention {

		private final Callback callback;

		private final Throwing throwing;

		private Convention(Callback callback, Throwing throwing) {
			this.callback = callback;
			this.throwing = throwing;
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(ApixoObservationContext context) {
			this.throwing.run(this.callback == Callback.CONVENTION);
			return super.getLowCardinalityKeyValues(context);
		}

	}

	private record Listener(Callback callback, Throwing throwing) implements ApixoCallListener {

		@Override
		public void onRetry(int attempt, Duration wait, Throwable failure) {
			this.throwing.run(this.callback == Callback.LISTENER_RETRY);
		}

		@Override
		public void onEnd(ApixoCallSummary summary) {
			this.throwing.run(this.callback == Callback.LISTENER_END);
		}

	}

	private static final class Counting<T> implements CoreSubscriber<T> {

		private final Callback callback;

		private final Throwing throwing;

		private final AtomicInteger ends = new AtomicInteger();

		private final Latch ended = new Latch();

		private Counting(Callback callback, Throwing throwing) {
			this.callback = callback;
			this.throwing = throwing;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.throwing.run(this.callback == Callback.ON_SUBSCRIBE);
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(T element) {
			this.throwing.run(this.callback == Callback.ON_NEXT);
		}

		@Override
		public void onError(Throwable failure) {
			end(Callback.ON_ERROR);
		}

		@Override
		public void onComplete() {
			end(Callback.ON_COMPLETE);
		}

		private void end(Callback last) {
			this.ends.incrementAndGet();
			this.ended.release();
			this.throwing.run(this.callback == last);
		}

	}

}
