package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import ai.apixo.limit.CallLimits;
import ai.apixo.limit.Permit;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A limiter of the application that breaks its promise never to throw, and scopes of
 * observations and contexts of subscribers that throw, end a call with one signal too.
 */
class ThrowingLimiterTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final List<Supplier<Throwable>> THROWN = List.of(() -> new IllegalStateException("thrown"),
			() -> new AssertionError("thrown"), () -> new NoClassDefFoundError("thrown"),
			() -> new OutOfMemoryError("thrown"));

	private final CountedBuffers buffers = new CountedBuffers();

	private final AtomicInteger openBodies = new AtomicInteger();

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicBoolean thrown = new AtomicBoolean();

	/**
	 * Otherwise classes would be loaded on a thread that must not block.
	 */
	@BeforeAll
	static void loadClasses() {
		assertThat(ClientResponse.create(HttpStatus.OK).build()).isNotNull();
	}

	static Stream<Arguments> cases() {
		return Stream.of(Callback.values())
			.flatMap((callback) -> THROWN.stream()
				.flatMap((thrown) -> Stream.of("stream", "create")
					.map((call) -> Arguments.of(callback, call, thrown.get().getClass().getSimpleName(), thrown))));
	}

	@ParameterizedTest(name = "{0}, {1}, {2}")
	@MethodSource("cases")
	@DisplayName("HTTP-22 LIMIT-13 a limiter, a scope or a context that throws ends a call with one signal")
	void endsOnce(Callback callback, String call, String name, Supplier<Throwable> throwable) {
		try {
			ApixoMessagesClient client = client(callback, throwable);
			Counting subscriber = new Counting(callback, throwable);
			try {
				Flux.from(call(client, call)).cast(Object.class).subscribe(subscriber);
			}
			catch (Throwable ex) {
				assertThat(callback).isEqualTo(Callback.CONTEXT);
				subscriber.ended.release();
			}
			Awaitility.await().atMost(LIMIT).until(subscriber.ended::isReleased);
			assertThat(subscriber.ends.get()).isLessThanOrEqualTo(1);
			Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
				assertThat(client.activity().openCalls()).isZero();
				assertThat(this.openBodies).hasValue(0);
			});
			assertThat(client.stream(Requests.hello()).onErrorComplete().collectList().blockOptional(LIMIT))
				.isPresent();
			assertThat(this.thrown).isTrue();
			this.buffers.assertAllReleased();
		}
		finally {
			TestJvm.droppedErrors().clear();
		}
	}

	private static Publisher<?> call(ApixoMessagesClient client, String call) {
		return call.equals("stream") ? client.stream(Requests.hello()) : client.create(Requests.hello());
	}

	private ApixoMessagesClient client(Callback callback, Supplier<Throwable> throwable) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Scopes(callback, throwable));
		return ApixoMessagesClient.builder()
			.baseUrl("http://localhost")
			.apiKey(Requests.KEY)
			.webClientBuilder(WebClient.builder()
				.exchangeFunction(
						(request) -> Mono.fromSupplier(() -> response(request.headers().getAccept().toString()))))
			.observationRegistry(registry)
			.retry(Retries.attempts(2))
			.limits(CallLimits.builder().inputTokensPerMinute(1_000_000).outputTokensPerMinute(1_000_000).build())
			.limiter((request) -> {
				throwAt(callback, Callback.ACQUIRE, throwable);
				return new ThrowingPermit(callback, throwable);
			})
			.build();
	}

	/**
	 * Refuses the first request.
	 */
	private ClientResponse response(String accept) {
		boolean refused = this.requests.getAndIncrement() == 0;
		String body = refused ? "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"no\"}}"
				: accept.contains("event-stream") ? Requests.SHORT_STREAM : Requests.MESSAGE;
		return ClientResponse.create(refused ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.OK)
			.header(HttpHeaders.CONTENT_TYPE, "application/json")
			.body(Flux.defer(() -> {
				this.openBodies.incrementAndGet();
				return Flux.just(body).map(this.buffers::of).doFinally((signal) -> this.openBodies.decrementAndGet());
			}))
			.build();
	}

	private void throwAt(Callback current, Callback at, Supplier<Throwable> throwable) {
		if (current == at && this.thrown.compareAndSet(false, true)) {
			throw sneaky(throwable.get());
		}
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
		throw (E) thrown;
	}

	/**
	 * Where something is thrown.
	 */
	enum Callback {

		ACQUIRE, GRANTED, GRANTED_SUBSCRIPTION, ANSWERED, REFUSED, USED, CLOSE, LAST_CLOSE, SCOPE_OPENED, SCOPE_CLOSED,
		CONTEXT

	}

	private final class ThrowingPermit implements Permit {

		private final Callback callback;

		private final Supplier<Throwable> throwable;

		private ThrowingPermit(Callback callback, Supplier<Throwable> throwable) {
			this.callback = callback;
			this.throwable = throwable;
		}

		@Override
		public Mono<Void> granted() {
			throwAt(this.callback, Callback.GRANTED, this.throwable);
			return new Mono<>() {

				@Override
				public void subscribe(CoreSubscriber<? super Void> actual) {
					throwAt(ThrowingPermit.this.callback, Callback.GRANTED_SUBSCRIPTION, ThrowingPermit.this.throwable);
					Mono.<Void>empty().subscribe(actual);
				}

			};
		}

		@Override
		public void answered(ResponseInfo response) {
			throwAt(this.callback, Callback.ANSWERED, this.throwable);
		}

		@Override
		public void refused(@Nullable Duration retryAfter) {
			throwAt(this.callback, Callback.REFUSED, this.throwable);
		}

		@Override
		public void used(Usage usage) {
			throwAt(this.callback, Callback.USED, this.throwable);
		}

		@Override
		public void close() {
			throwAt(this.callback, Callback.CLOSE, this.throwable);
			if (ThrowingLimiterTests.this.requests.get() > 1) {
				throwAt(this.callback, Callback.LAST_CLOSE, this.throwable);
			}
		}

	}

	private final class Scopes implements ObservationHandler<Observation.Context> {

		private final Callback callback;

		private final Supplier<Throwable> throwable;

		private Scopes(Callback callback, Supplier<Throwable> throwable) {
			this.callback = callback;
			this.throwable = throwable;
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			throwAt(this.callback, Callback.SCOPE_OPENED, this.throwable);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			throwAt(this.callback, Callback.SCOPE_CLOSED, this.throwable);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	private final class Counting implements CoreSubscriber<Object> {

		private final Callback callback;

		private final Supplier<Throwable> throwable;

		private final AtomicInteger ends = new AtomicInteger();

		private final Latch ended = new Latch();

		private Counting(Callback callback, Supplier<Throwable> throwable) {
			this.callback = callback;
			this.throwable = throwable;
		}

		@Override
		public Context currentContext() {
			throwAt(this.callback, Callback.CONTEXT, this.throwable);
			return Context.empty();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Object element) {
		}

		@Override
		public void onError(Throwable failure) {
			end();
		}

		@Override
		public void onComplete() {
			end();
		}

		private void end() {
			this.ends.incrementAndGet();
			this.ended.release();
		}

	}

}
