package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.MaxRetriesExceededException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.event.RetryOnRetryEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoIncompleteStreamException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What Resilience4j's instances see of a call.
 */
@EachConnector
class ResilienceGuardTests {

	private static final Script HELLO = (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM);

	private final Bulkhead bulkhead = Bulkhead.of("test",
			BulkheadConfig.custom().maxConcurrentCalls(1).maxWaitDuration(Duration.ZERO).build());

	private final CircuitBreaker circuitBreaker = CircuitBreaker.ofDefaults("test");

	private final TestConnector connector;

	ResilienceGuardTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("A bulkhead counts a stream until its end, and its refusal surfaces unchanged")
	void bulkheadCountsTheWholeStream() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk(Requests.START).awaitClose(), HELLO)) {
			ApixoMessagesClient client = bulkheadClient(gateway);
			PullingSubscriber<?> open = PullingSubscriber.of(client.stream(Requests.hello()));
			open.next();
			assertThat(this.bulkhead.getMetrics().getAvailableConcurrentCalls()).isZero();
			Outcome.of(client.stream(Requests.hello())).failure(BulkheadFullException.class);
			Outcome.of(client.create(Requests.hello())).failure(BulkheadFullException.class);
			assertThat(gateway.requests()).hasSize(1);
			open.cancel();
			assertThat(Outcome.of(client.stream(Requests.hello())).elements()).hasSize(Requests.EVENTS);
		}
	}

	@Test
	@DisplayName("A bulkhead gets its permit back on completion and on failure, before and after the first event")
	void bulkheadGetsItsPermitsBack() {
		// No connection is used twice: what ends one that was kept would be repeated.
		Script hello = (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM,
				"Connection: close");
		try (ScriptedGateway gateway = ScriptedGateway.playing(hello,
				(response) -> response.respond(400, "text/plain", "", "Connection: close"),
				(response) -> response.startStream("Connection: close").chunk(Requests.START).endStream(),
				ScriptedResponse::reset, hello)) {
			ApixoMessagesClient client = bulkheadClient(gateway);
			for (int count = 0; count < 5; count++) {
				Outcome.of(client.stream(Requests.hello()));
			}
			assertThat(gateway.requests()).hasSize(5);
			assertThat(this.bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("A bulkhead gets its permit back when a call is cancelled before its answer")
	void bulkheadGetsItsPermitBackOnCancel() {
		Latch asked = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			asked.release();
			response.awaitClose();
		})) {
			Disposable call = bulkheadClient(gateway).create(Requests.hello()).subscribe();
			asked.await();
			call.dispose();
			assertThat(this.bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("A bulkhead that would wait is refused when the client is built")
	void bulkheadThatWaitsIsRefused() {
		Bulkhead waiting = Bulkhead.of("slow", BulkheadConfig.custom().maxWaitDuration(Duration.ofMillis(1)).build());
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> ApixoMessagesClient.builder().apiKey(Requests.KEY).bulkhead(waiting).build())
			.withMessageContaining("maximum wait duration");
	}

	@Test
	@DisplayName("A circuit breaker has judged a stream when its first event is there, not when it ends")
	void circuitBreakerJudgesTheHead() {
		Latch judged = new Latch();
		this.circuitBreaker.getEventPublisher().onSuccess((event) -> judged.release());
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START);
			judged.await();
			response.endStream();
		})) {
			Outcome.of(circuitBreakerClient(gateway).stream(Requests.hello()))
				.failure(ApixoIncompleteStreamException.class);
			assertThat(this.circuitBreaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
			assertThat(this.circuitBreaker.getMetrics().getNumberOfFailedCalls()).isZero();
		}
	}

	@Test
	@DisplayName("A circuit breaker sees each attempt")
	void circuitBreakerSeesEachAttempt() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(502, "text/plain", ""),
				(response) -> response.startStream().endStream(), HELLO)) {
			ApixoMessagesClient client = circuitBreakerClient(gateway).mutate().retry(Retries.attempts(3)).build();
			assertThat(Outcome.of(client.stream(Requests.hello())).elements()).hasSize(Requests.EVENTS);
			assertThat(this.circuitBreaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(2);
			assertThat(this.circuitBreaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("The refusal of an open circuit breaker surfaces unchanged, and nothing is sent")
	void openCircuitBreakerSurfaces() {
		this.circuitBreaker.transitionToOpenState();
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			ApixoMessagesClient client = circuitBreakerClient(gateway).mutate().retry(Retries.attempts(3)).build();
			Outcome.of(client.stream(Requests.hello())).failure(CallNotPermittedException.class);
			assertThat(gateway.requests()).isEmpty();
		}
	}

	@Test
	@DisplayName("RETRY-6 HTTP-14 a retry that does not like an answer leaves no connection open")
	void retryOfResultsClosesConnections() {
		List<Latch> closed = List.of(new Latch(), new Latch());
		Retry never = Retry.of("never",
				RetryConfig.custom()
					.maxAttempts(2)
					.waitDuration(Duration.ofMillis(1))
					.retryOnResult((result) -> true)
					.failAfterMaxAttempts(true)
					.build());
		try (ScriptedGateway gateway = ScriptedGateway.playing(stalling(closed.get(0)), stalling(closed.get(1)))) {
			Outcome<?> outcome = Outcome
				.of(this.connector.client(gateway).retry(never).build().stream(Requests.hello()));
			outcome.failure(MaxRetriesExceededException.class);
			assertThat(outcome.elements()).isEmpty();
			closed.forEach(Latch::await);
		}
	}

	private static Script stalling(Latch closed) {
		return (response) -> {
			response.startStream().chunk(Requests.START).awaitClose();
			closed.release();
		};
	}

	@Test
	@DisplayName("RETRY-15 a retry is an event of Resilience4j and one line with attempt, status and wait")
	void retriesAreVisible() {
		List<RetryOnRetryEvent> events = new CopyOnWriteArrayList<>();
		Retry retry = Retries.attempts(3);
		retry.getEventPublisher().onRetry(events::add);
		try (CapturedLog log = CapturedLog.of(ApixoMessagesClient.class, Level.INFO);
				ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(429, "text/plain",
						"The body", "retry-after-ms: 7", "Connection: close"), ScriptedResponse::finish, HELLO)) {
			Outcome.of(this.connector.client(gateway).retry(retry).build().stream(Requests.hello()));
			assertThat(events).extracting(RetryOnRetryEvent::getNumberOfRetryAttempts).containsExactly(1, 2);
			assertThat(events.get(0).getLastThrowable()).isInstanceOf(ApixoApiException.class);
			assertThat(log.lines()).containsExactly(
					"Attempt 1 of client 'apixo' failed with status 429, next attempt in 7 ms",
					"Attempt 2 of client 'apixo' failed with ApixoConnectionException, next attempt in 1 ms");
		}
	}

	@Test
	@DisplayName("RETRY-6 a circuit breaker, a bulkhead and a retry of everything together send one request after an event")
	void guardsTogetherSendOneRequest() {
		Retry everything = Retry.of("everything",
				RetryConfig.custom().maxAttempts(5).waitDuration(Duration.ofMillis(1)).build());
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START);
			response.reset();
		})) {
			Outcome<?> outcome = Outcome.of(bulkheadClient(gateway).mutate()
				.circuitBreaker(this.circuitBreaker)
				.retry(everything)
				.build()
				.stream(Requests.hello()));
			outcome.failure(ApixoIncompleteStreamException.class);
			assertThat(gateway.requests()).hasSize(1);
			Awaitility.await()
				.untilAsserted(() -> assertThat(this.bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1));
		}
	}

	private ApixoMessagesClient bulkheadClient(ScriptedGateway gateway) {
		return this.connector.client(gateway).bulkhead(this.bulkhead).build();
	}

	private ApixoMessagesClient circuitBreakerClient(ScriptedGateway gateway) {
		return this.connector.client(gateway).circuitBreaker(this.circuitBreaker).build();
	}

}
