package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is tried again, and what never.
 */
@EachConnector
class RetryBehaviourTests {

	private static final Script HELLO = (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM);

	private final TestConnector connector;

	RetryBehaviourTests(TestConnector connector) {
		this.connector = connector;
	}

	static Stream<Arguments> retriedResponses() {
		return Stream.of(429, 502, 504)
			.flatMap((status) -> Stream.of("{\"error\":{\"type\":\"x\"}}", "<html></html>", "", "x".repeat(20_000_000))
				.map((body) -> Arguments.argumentSet(status + " with " + body.length() + " characters", status, body)));
	}

	@ParameterizedTest
	@MethodSource("retriedResponses")
	@DisplayName("RETRY-1 429, 502 and 504 are tried again, whatever the body")
	void retriesStatuses(int status, String body) {
		Script failing = (response) -> response.respond(status, "text/plain", body);
		try (ScriptedGateway gateway = ScriptedGateway.playing(failing, failing, HELLO)) {
			Outcome<StreamEvent> outcome = Outcome.of(client(gateway, Retries.attempts(3)).stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.elements()).hasSize(Requests.EVENTS);
			assertThat(gateway.requests()).hasSize(3);
		}
	}

	@Test
	@DisplayName("RETRY-1 an answer in one piece is tried again likewise")
	void retriesCreate() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(429, "text/plain", ""),
				(response) -> response.respond(200, "application/json", Requests.MESSAGE))) {
			Outcome<Message> outcome = Outcome.of(client(gateway, Retries.attempts(2)).create(Requests.hello()));
			assertThat(outcome.elements()).singleElement().extracting(Message::text).isEqualTo("Hello");
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 503, 529, 408, 409 })
	@DisplayName("RETRY-2 500, 503, 529, 408 and 409 are not tried again unless asked for")
	void retriesFurtherStatusesOnRequest(int status) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(status, "text/plain", ""))) {
			Outcome.of(client(gateway, Retries.attempts(3)).stream(Requests.hello())).failure(ApixoApiException.class);
			assertThat(gateway.requests()).hasSize(1);
			Retry asked = Retries.attempts(3, new ApixoRetryPredicate(Set.of(status), true, Duration.ofSeconds(1)));
			Outcome.of(client(gateway, asked).stream(Requests.hello())).failure(ApixoApiException.class);
			assertThat(gateway.requests()).hasSize(1 + 3);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 402, 403, 404, 413, 422 })
	@DisplayName("RETRY-3 other 4xx are asked once, whatever the headers say")
	void neverRetriesClientErrors(int status) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(
				(response) -> response.respond(status, "text/plain", "", "x-should-retry: true", "Retry-After: 1"))) {
			Outcome.of(client(gateway, Retries.attempts(3)).stream(Requests.hello())).failure(ApixoApiException.class);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("RETRY-4 the first request counts, and the last failure surfaces as itself")
	void givesUpWithTheLastFailure() {
		AtomicInteger number = new AtomicInteger();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(502, "application/json",
				"{\"error\":{\"type\":\"api_error\",\"message\":\"Number " + number.incrementAndGet() + "\"}}"))) {
			ApixoApiException failure = Outcome.of(client(gateway, Retries.attempts(4)).stream(Requests.hello()))
				.failure(ApixoApiException.class);
			assertThat(failure.status()).isEqualTo(502);
			assertThat(failure.errorMessage()).isEqualTo("Number 4");
			assertThat(gateway.requests()).hasSize(4);
		}
	}

	@Test
	@DisplayName("RETRY-5 each subscription to one Flux has its own attempts")
	void countsAttemptsForEachSubscription() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(502, "text/plain", ""))) {
			Flux<StreamEvent> stream = client(gateway, Retries.attempts(3)).stream(Requests.hello());
			for (int subscription = 1; subscription <= 3; subscription++) {
				Outcome.of(stream).failure(ApixoApiException.class);
				assertThat(gateway.requests()).hasSize(subscription * 3);
			}
		}
	}

	@Test
	@DisplayName("RETRY-5 40 subscriptions at once to one Flux each have their own attempts")
	void countsAttemptsForSubscriptionsAtOnce() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(502, "text/plain", ""))) {
			Flux<StreamEvent> stream = client(gateway, Retries.attempts(3)).stream(Requests.hello());
			Outcome<Throwable> failures = Outcome.of(Flux.range(0, 40)
				.flatMap((number) -> stream.ignoreElements().cast(Throwable.class).onErrorResume(Mono::just), 40));
			assertThat(failures.elements()).hasSize(40).allMatch(ApixoApiException.class::isInstance);
			assertThat(gateway.requests()).hasSize(40 * 3);
		}
	}

	static Stream<Arguments> faults() {
		return Stream.of(fault("RST", ScriptedResponse::reset), fault("FIN", ScriptedResponse::finish),
				fault("end of the body", ScriptedResponse::endStream),
				fault("bad JSON", (response) -> response.chunk("data: {\"ty\n\n").awaitClose()),
				fault("bad chunk", (response) -> response.write("xyz\r\n\r\n")),
				fault("error event", (response) -> response.chunk(Requests.error("overloaded_error")).awaitClose()),
				fault("stall", ScriptedResponse::awaitClose));
	}

	private static Arguments fault(String name, Script fault) {
		return Arguments.argumentSet(name, fault);
	}

	@ParameterizedTest
	@MethodSource("faults")
	@DisplayName("RETRY-6 nothing is asked again once an event was delivered, not even by a retry of everything")
	void neverRetriesAfterAnEvent(Script fault) {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START);
			fault.play(response);
		})) {
			Outcome<StreamEvent> outcome = Outcome.of(this.connector.client(gateway)
				.retry(Retry.of("everything",
						RetryConfig.custom().maxAttempts(5).waitDuration(Duration.ofMillis(1)).build()))
				.idleTimeout(Duration.ofMillis(300))
				.build()
				.stream(Requests.hello()));
			assertThat(outcome.elements()).hasSize(1);
			outcome.failure(ApixoException.class);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	static Stream<Arguments> faultsBeforeTheFirstEvent() {
		return Stream.of(fault("rate_limit_error", (response) -> response.chunk(Requests.error("rate_limit_error"))),
				fault("overloaded_error", (response) -> response.chunk(Requests.error("overloaded_error"))),
				fault("timeout_error", (response) -> response.chunk(Requests.error("timeout_error"))),
				fault("FIN", ScriptedResponse::finish), fault("RST", ScriptedResponse::reset));
	}

	@Test
	@DisplayName("RETRY-6 a body that ends without any event is tried again")
	void retriesABodyWithoutEvents() {
		Script empty = (response) -> response.startStream().chunk(": waiting\n\n").endStream();
		try (ScriptedGateway gateway = ScriptedGateway.playing(empty, empty, HELLO)) {
			Outcome<StreamEvent> outcome = Outcome.of(client(gateway, Retries.attempts(3)).stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.elements()).hasSize(Requests.EVENTS);
			assertThat(gateway.requests()).hasSize(3);
		}
	}

	@ParameterizedTest
	@MethodSource("faultsBeforeTheFirstEvent")
	@DisplayName("RETRY-6 MSG-13 a stream that fails before its first event is tried again like a status or a connection")
	void retriesBeforeTheFirstEvent(Script fault) {
		Script failing = (response) -> {
			response.startStream("Connection: close").chunk("event: ping\ndata: {\"type\":\"ping\"}\n\n");
			fault.play(response);
			response.finish();
		};
		try (ScriptedGateway gateway = ScriptedGateway.playing(failing, failing, HELLO)) {
			Outcome<StreamEvent> outcome = Outcome.of(client(gateway, Retries.attempts(3)).stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.elements()).hasSize(Requests.EVENTS);
			assertThat(gateway.requests()).hasSize(3);
		}
	}

	@ParameterizedTest
	@CsvSource({ "api_error", "invalid_request_error", "authentication_error", "new_error" })
	@DisplayName("RETRY-6 MSG-13 an error event whose type stands for another status is not tried again")
	void doesNotRetryOtherErrorEvents(String type) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk(Requests.error(type)).awaitClose())) {
			ApixoApiException failure = Outcome.of(client(gateway, Retries.attempts(3)).stream(Requests.hello()))
				.failure(ApixoApiException.class);
			assertThat(failure.errorType()).isEqualTo(type);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("RETRY-6 what is not a Messages stream is not tried again")
	void doesNotRetryProtocolFailures() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk("data: {\"ty\n\n").awaitClose())) {
			Outcome.of(client(gateway, Retries.attempts(3)).stream(Requests.hello()))
				.failure(ApixoProtocolException.class);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "Retry-After: 1,1000", "retry-after-ms: 70,70", "retry-after-ms: 70.5,71", "Retry-After: 0,1",
			"Retry-After: -3,1", "Retry-After: soon,1", "'Retry-After: ',1",
			"'Retry-After: Sun, 06 Nov 1994 08:49:37 GMT',1" })
	@DisplayName("RETRY-7 RETRY-9 RETRY-10 the wait that is asked for is waited, the ordinary one when none can be read")
	void waitsAsAsked(String header, long millis) {
		List<Duration> waits = new CopyOnWriteArrayList<>();
		Retry retry = Retries.attempts(2);
		retry.getEventPublisher().onRetry((event) -> waits.add(event.getWaitInterval()));
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(429, "text/plain", "", header), HELLO)) {
			Outcome<StreamEvent> outcome = Outcome.of(client(gateway, retry).stream(Requests.hello()));
			assertThat(outcome.elements()).hasSize(Requests.EVENTS);
			assertThat(waits).containsExactly(Duration.ofMillis(millis));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Retry-After: 61", "retry-after-ms: 60001", "Retry-After: 12345678901234567890",
			"Retry-After: Sun, 06 Nov 2044 08:49:37 GMT" })
	@DisplayName("RETRY-11 a wait above the longest acceptable one ends the call at once, with that wait")
	void givesUpWhenTheWaitIsTooLong(String header) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(429, "text/plain", "", header))) {
			ApixoApiException failure = Outcome.of(client(gateway, Retries.attempts(3)).stream(Requests.hello()))
				.failure(ApixoApiException.class);
			assertThat(failure.retryAfter()).isGreaterThan(Duration.ofSeconds(60));
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("RETRY-13 x-should-retry: false is obeyed")
	void obeysAdviceNotToRetry() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(429, "text/plain", "", "x-should-retry: false"))) {
			Outcome.of(client(gateway, Retries.attempts(3)).stream(Requests.hello())).failure(ApixoApiException.class);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("RETRY-14 no thread is blocked while waiting, on whatever thread the call began")
	void waitsWithoutBlocking() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(429, "text/plain", "", "retry-after-ms: 50"), HELLO)) {
			Outcome<StreamEvent> outcome = Outcome
				.of(client(gateway, Retries.attempts(2)).stream(Requests.hello()).subscribeOn(Schedulers.parallel()));
			assertThat(outcome.failure()).isNull();
		}
	}

	@Test
	@DisplayName("RETRY-4 the key is asked for at each attempt")
	void asksForTheKeyAtEachAttempt() {
		AtomicInteger number = new AtomicInteger();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(502, "text/plain", ""))) {
			Outcome
				.of(this.connector.client(gateway)
					.retry(Retries.attempts(3))
					.apiKey(() -> "key-" + number.incrementAndGet())
					.build()
					.stream(Requests.hello()))
				.failure(ApixoApiException.class);
			assertThat(gateway.requests().stream().flatMap((request) -> request.header("x-api-key").stream()))
				.containsExactly("key-1", "key-2", "key-3");
		}
	}

	private ApixoMessagesClient client(ScriptedGateway gateway, Retry retry) {
		return this.connector.client(gateway).retry(retry).build();
	}

}
