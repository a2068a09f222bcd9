package ai.apixo.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever cancels closes the connection, as an abandoned generation keeps costing tokens.
 */
@EachConnector
class CancellationTests {

	private final TestConnector connector;

	private final Latch begun = new Latch();

	private final Latch closed = new Latch();

	CancellationTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("HTTP-14 cancelled before the answer")
	void closesBeforeTheAnswer() {
		cancelled(this::stall);
	}

	@Test
	@DisplayName("HTTP-14 cancelled after the headers")
	void closesAfterTheHeaders() {
		cancelled((response) -> stall(response.startStream()));
	}

	@ParameterizedTest
	@ValueSource(strings = { ": comment\n", "event: ping\ndata: {\"type\":\"ping\"}\n\n", "data: {\"type\":\"mess" })
	@DisplayName("HTTP-14 cancelled before the first event")
	void closesBeforeTheFirstEvent(String bytes) {
		cancelled((response) -> stall(response.startStream().chunk(bytes)));
	}

	@Test
	@DisplayName("HTTP-14 cancelled in silence after events")
	void closesInSilence() {
		cancelled((response) -> stall(response.startStream().chunk(Requests.START)));
	}

	@Test
	@DisplayName("HTTP-14 cancelled in the middle of an event")
	void closesMidEvent() {
		cancelled((response) -> stall(response.startStream().chunk(Requests.START + "data: {\"type\":\"conte")));
	}

	@Test
	@DisplayName("HTTP-14 cancelled while the body of an error is read")
	void closesWhileAnErrorIsRead() {
		cancelled((response) -> {
			response.write("HTTP/1.1 500 Error\r\nContent-Length: 1000\r\n\r\n{");
			stall(response);
		});
	}

	@Test
	@DisplayName("HTTP-14 an answer in one piece cancelled before the head and within the body")
	void closesAnswerInOnePiece() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(this::stall)) {
			Disposable subscription = this.connector.client(gateway).build().create(Requests.hello()).subscribe();
			this.begun.await();
			subscription.dispose();
			this.closed.await();
		}
	}

	private void cancelled(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			Disposable subscription = this.connector.client(gateway).build().stream(Requests.hello()).subscribe();
			this.begun.await();
			subscription.dispose();
			this.closed.await();
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	private void stall(ScriptedResponse response) throws IOException {
		this.begun.release();
		response.awaitClose();
		this.closed.release();
	}

	@Test
	@DisplayName("HTTP-14 cancelled while data flows")
	void closesWhileDataFlows() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(this::flow)) {
			Disposable subscription = this.connector.client(gateway)
				.build()
				.stream(Requests.hello())
				.subscribe((event) -> this.begun.release());
			this.begun.await();
			subscription.dispose();
			this.closed.await();
		}
	}

	@Test
	@DisplayName("HTTP-14 take(n) cancels after n events")
	void takeCancels() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(this::flow)) {
			Outcome<StreamEvent> outcome = Outcome
				.of(this.connector.client(gateway).build().stream(Requests.hello()).take(3));
			assertThat(outcome.elements()).hasSize(3);
			this.closed.await();
		}
	}

	@Test
	@DisplayName("HTTP-14 a timeout operator cancels")
	void timeoutCancels() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> stall(response.startStream().chunk(Requests.START)))) {
			Outcome<StreamEvent> outcome = Outcome
				.of(this.connector.client(gateway).build().stream(Requests.hello()).timeout(Duration.ofMillis(200)));
			outcome.failure(TimeoutException.class);
			this.closed.await();
		}
	}

	@Test
	@DisplayName("HTTP-14 a subscriber that throws cancels, and fails as it would anywhere")
	void failingOperatorCancels() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(this::flow)) {
			Outcome<Object> outcome = Outcome
				.of(this.connector.client(gateway).build().stream(Requests.hello()).map((event) -> {
					throw new IllegalArgumentException("mapper");
				}));
			assertThat(outcome.failure(IllegalArgumentException.class)).hasMessage("mapper");
			this.closed.await();
		}
	}

	private void flow(ScriptedResponse response) throws IOException {
		response.startStream().chunk(Requests.START);
		this.begun.release();
		response.writeUntilClosed(Requests.chunk(Requests.delta("x")), new AtomicLong());
		this.closed.release();
	}

	@Test
	@DisplayName("HTTP-14 the books are closed with the call")
	void closesTheBooks() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> stall(response.startStream().chunk(Requests.START)))) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			Disposable subscription = client.stream(Requests.hello()).subscribe();
			this.begun.await();
			assertThat(client.activity().openCalls()).isEqualTo(1);
			subscription.dispose();
			assertThat(client.activity().openCalls()).isZero();
			assertThat(client.activity().lastFailure()).isNull();
			assertThat(client.activity().lastSuccess()).isNull();
		}
	}

	@Test
	@DisplayName("HTTP-14 taking up to message_stop leaves the connection to the next call")
	void takingTheWholeMessageKeepsTheConnection() {
		Semaphore read = new Semaphore(0);
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk(Requests.SHORT_STREAM).endStream())) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.webClientBuilder(this.connector.webClient().filter(telling(read::release)))
				.build();
			for (int call = 0; call < 5; call++) {
				List<StreamEvent> events = Outcome
					.of(client.stream(Requests.hello()).takeUntil(MessageStop.class::isInstance))
					.elements();
				assertThat(events).hasSize(Requests.EVENTS);
				Awaitility.await().pollInterval(Duration.ofMillis(1)).until(read::tryAcquire);
			}
			assertThat(gateway.connections()).isLessThan(3);
		}
	}

	/**
	 * Tells when a body has been read to its end, after which its connection is free.
	 */
	private static ExchangeFilterFunction telling(Runnable read) {
		return ExchangeFilterFunction.ofResponseProcessor(
				(response) -> Mono.just(response.mutate().body((body) -> body.doOnComplete(read)).build()));
	}

}
