package ai.apixo.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.github.resilience4j.bulkhead.Bulkhead;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call that a limit of time or a closing application ends, whenever that happens: its
 * subscriber gets one last signal, and no second one is dropped (HTTP-22).
 */
@ParameterizedClass(name = "bulkhead: {0}")
@ValueSource(booleans = { false, true })
@ExtendWith(NothingUntoward.class)
class AbortTests {

	private static final int CALLS = 2_000;

	private static final int MAX_DELAY_MICROS = 150;

	private final ApixoClientResources resources = new ApixoClientResources(null, ApixoResilience.defaults(),
			Duration.ZERO);

	private final CountedBuffers buffers = new CountedBuffers();

	private final boolean bulkhead;

	AbortTests(boolean bulkhead) {
		this.bulkhead = bulkhead;
	}

	@Test
	@DisplayName("HTTP-22 a stream, while its first event is being delivered")
	void endsStreamDuringItsFirstEvent() {
		ApixoMessagesClient client = client(
				Mono.fromSupplier(() -> reply(HttpStatus.OK, "text/event-stream", Requests.SHORT_STREAM)));
		Outcome<StreamEvent> outcome = Outcome.of(client.stream(Requests.hello()).doOnNext((event) -> abort()));
		outcome.failure(ApixoConnectionException.class);
		assertThat(outcome.elements()).hasSize(1);
		assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-22 an answer in one piece, while it is being delivered")
	void leavesAnswerThatIsBeingDelivered() {
		ApixoMessagesClient client = client(
				Mono.fromSupplier(() -> reply(HttpStatus.OK, "application/json", Requests.MESSAGE)));
		Outcome<Message> outcome = Outcome.of(client.create(Requests.hello()).doOnNext((message) -> abort()));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(1);
	}

	@Test
	@DisplayName("HTTP-22 a stream, around its first event")
	void endsStreamAroundItsFirstEvent() {
		race((client) -> client.stream(Requests.hello()), HttpStatus.OK, "text/event-stream", Requests.SHORT_STREAM);
	}

	@Test
	@DisplayName("HTTP-22 an answer in one piece, around its coming")
	void endsAnswerAroundItsComing() {
		race((client) -> client.create(Requests.hello()), HttpStatus.OK, "application/json", Requests.MESSAGE);
	}

	@Test
	@DisplayName("HTTP-22 a call that the gateway refuses, around its attempts")
	void endsCallAroundItsAttempts() {
		race((client) -> client.stream(Requests.hello()), HttpStatus.TOO_MANY_REQUESTS, "text/plain", "");
	}

	private void race(Function<ApixoMessagesClient, Publisher<?>> call, HttpStatus status, String type, String body) {
		Random random = new Random(20261126);
		AtomicInteger ends = new AtomicInteger();
		Collection<Throwable> failures = new ConcurrentLinkedQueue<>();
		ApixoMessagesClient client = client(
				Mono.fromSupplier(() -> reply(status, type, body)).subscribeOn(Schedulers.parallel()));
		for (int number = 0; number < CALLS; number++) {
			Moment ended = new Moment();
			Flux.from(call.apply(client))
				.doOnTerminate(ends::incrementAndGet)
				.doFinally((signal) -> ended.comes())
				.subscribe((element) -> {
				}, failures::add);
			LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MAX_DELAY_MICROS)));
			abort();
			ended.await();
		}
		assertThat(ends).hasValue(CALLS);
		assertThat(failures).allSatisfy((failure) -> assertThat(failure).isInstanceOfAny(ApixoConnectionException.class,
				ApixoApiException.class));
		assertAllReleased();
	}

	private void abort() {
		this.resources.openCalls().abortAll();
	}

	private ApixoMessagesClient client(Mono<ClientResponse> reply) {
		ApixoMessagesClient.Builder builder = this.resources.clientBuilder()
			.apiKey(Requests.KEY)
			.baseUrl("http://localhost")
			.webClientBuilder(WebClient.builder().exchangeFunction((request) -> reply))
			.retry(Retries.attempts(3));
		return (this.bulkhead ? builder.bulkhead(Bulkhead.ofDefaults("test")) : builder).build();
	}

	private ClientResponse reply(HttpStatus status, String contentType, String body) {
		return ClientResponse.create(status)
			.header(HttpHeaders.CONTENT_TYPE, contentType)
			.body(Flux.just(body).map(this.buffers::of))
			.build();
	}

	/**
	 * The last of them may be on its way on another thread.
	 */
	private void assertAllReleased() {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> this.buffers.unreleased() == 0);
		assertThat(this.buffers.releasedTwice()).isZero();
	}

}
