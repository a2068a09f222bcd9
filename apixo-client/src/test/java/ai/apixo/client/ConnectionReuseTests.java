package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections are used again where that is possible, and given up where not.
 */
@EachConnector
class ConnectionReuseTests {

	private static final String STOP = Requests.SHORT_STREAM
		.substring(Requests.SHORT_STREAM.indexOf("event: message_stop"));

	private final TestConnector connector;

	ConnectionReuseTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("MSG-15 200 streams one after the other use a handful of connections")
	void reusesConnectionsOfStreams() {
		assertThat(connectionsOfStreams((response) -> response.startStream().chunk(Requests.SHORT_STREAM).endStream()))
			.isLessThan(10);
	}

	@Test
	@DisplayName("MSG-15 so they do when the body ends a moment after message_stop, and when rubbish follows")
	void reusesConnectionsAfterDraining() {
		assertThat(connectionsOfStreams((response) -> response.startStream()
			.chunk(Requests.SHORT_STREAM)
			.pause(Duration.ofMillis(2))
			.chunk("data: [DONE]\n\n" + Requests.error("api_error"))
			.endStream())).isLessThan(10);
	}

	private int connectionsOfStreams(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			for (int call = 0; call < 200; call++) {
				Outcome<StreamEvent> outcome = Outcome.of(client.stream(Requests.hello()));
				assertThat(outcome.failure()).isNull();
				assertThat(outcome.elements()).hasSize(Requests.EVENTS);
			}
			assertThat(gateway.requests()).hasSize(200);
			return gateway.connections();
		}
	}

	@Test
	@DisplayName("MSG-15 answers in one piece and short error bodies use one connection again")
	void reusesConnectionsOfOtherAnswers() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(
				(response) -> response.respond(429, "application/json", "{\"error\":{}}"),
				(response) -> response.respond(200, "application/json", Requests.MESSAGE))) {
			ApixoMessagesClient client = this.connector.client(gateway).retry(Retries.attempts(2)).build();
			for (int call = 0; call < 20; call++) {
				Outcome<Message> outcome = Outcome.of(client.create(Requests.hello()));
				assertThat(outcome.failure()).isNull();
			}
			assertThat(gateway.connections()).isLessThan(5);
		}
	}

	@Test
	@DisplayName("MSG-15 a gateway that never ends the body after message_stop: completed at once, closed soon")
	void givesUpSilentBody() {
		Latch closed = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.SHORT_STREAM).awaitClose();
			closed.release();
		})) {
			Outcome<StreamEvent> outcome = Outcome.of(this.connector.client(gateway)
				.idleTimeout(Duration.ofMillis(100))
				.build()
				.stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			closed.await();
		}
	}

	@Test
	@DisplayName("MSG-15 a gateway that sends rubbish for ever after message_stop: completed at once, closed soon")
	void givesUpEndlessBody() {
		Latch closed = new Latch();
		AtomicLong sent = new AtomicLong();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.SHORT_STREAM);
			response.writeUntilClosed(Requests.chunk("data: rubbish\n\n".repeat(100)), sent);
			closed.release();
		})) {
			Outcome<StreamEvent> outcome = Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			closed.await();
			assertThat(sent).hasValueLessThan(32_000_000);
		}
	}

	@Test
	@DisplayName("HTTP-12 a connection that the gateway closed while it was idle costs no call")
	void survivesIdleClose() {
		Script closing = (response) -> {
			response.startStream().chunk(Requests.SHORT_STREAM).endStream();
			response.finish();
		};
		try (ScriptedGateway gateway = ScriptedGateway.playing(closing)) {
			ApixoMessagesClient client = this.connector.client(gateway).retry(Retries.attempts(2)).build();
			for (int call = 0; call < 20; call++) {
				assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			}
			assertThat(gateway.requests()).hasSize(20);
		}
	}

	@Test
	@DisplayName("HTTP-12 a request on a used connection that ends without a byte is sent again on another, which is no attempt")
	void sendsAgainWhatMetTheEndOfAnIdleConnection() {
		Script hello = (response) -> response.startStream().chunk(Requests.SHORT_STREAM).endStream();
		try (ScriptedGateway gateway = ScriptedGateway.playing(hello, ScriptedResponse::finish, hello,
				ScriptedResponse::reset, hello)) {
			ApixoMessagesClient client = oneConnection(gateway);
			for (int call = 0; call < 3; call++) {
				assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			}
			assertThat(gateway.requests()).hasSize(5);
		}
	}

	@Test
	@DisplayName("HTTP-12 a request on a new connection that ends without a byte is sent once for each attempt")
	void sendsOnceForEachAttempt() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ScriptedResponse::finish, ScriptedResponse::reset,
				ScriptedResponse::finish)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoConnectionException.class);
			Outcome.of(client.stream(Requests.hello())).failure(ApixoConnectionException.class);
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@Test
	@DisplayName("HTTP-12 a request that got a part of its response is sent once for each attempt")
	void sendsOnceWhatWasAnswered() {
		Script hello = (response) -> response.startStream().chunk(Requests.SHORT_STREAM).endStream();
		try (ScriptedGateway gateway = ScriptedGateway.playing(hello, (response) -> {
			response.write("HTTP/1.1 200 OK\r\ncontent-t");
			response.finish();
		})) {
			ApixoMessagesClient client = oneConnection(gateway);
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoConnectionException.class);
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@Test
	@DisplayName("HTTP-12 an idle connection is closed before the gateway does, as its Keep-Alive header says")
	void heedsKeepAlive() {
		Latch closed = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.respond(200, "application/json", Requests.MESSAGE, "Keep-Alive: max=100, timeout=0");
			response.awaitClose();
			closed.release();
		})) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.webClientBuilder(WebClient.builder().clientConnector(this.connector.create(10)))
				.build();
			assertThat(Outcome.of(client.create(Requests.hello())).failure()).isNull();
			closed.await();
		}
	}

	/**
	 * A client with one connection, for which a call waits until the one before has left
	 * it.
	 */
	private ApixoMessagesClient oneConnection(ScriptedGateway gateway) {
		return this.connector.client(gateway)
			.webClientBuilder(WebClient.builder().clientConnector(this.connector.create(1)))
			.build();
	}

	@Test
	@DisplayName("HTTP-21 60 slow streams run side by side")
	void runsStreamsSideBySide() {
		CountDownLatch begun = new CountDownLatch(60);
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START);
			begun.countDown();
			awaitAll(begun);
			response.chunk(STOP).endStream();
		})) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			Outcome<Long> counts = Outcome
				.of(Flux.range(0, 60).flatMap((number) -> client.stream(Requests.hello()).count(), 60));
			assertThat(counts.failure()).isNull();
			assertThat(counts.elements()).hasSize(60).containsOnly(2L);
		}
	}

	private static void awaitAll(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	@DisplayName("HTTP-21 a full pool is a limit failure that names the property")
	void namesTheLimitOfThePool() {
		Latch begun = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START);
			begun.release();
			response.awaitClose();
		})) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.webClientBuilder(WebClient.builder().clientConnector(this.connector.create(1)))
				.build();
			Disposable first = client.stream(Requests.hello()).subscribe();
			begun.await();
			ApixoLimitException failure = Outcome.of(client.stream(Requests.hello()))
				.failure(ApixoLimitException.class);
			assertThat(failure.limit()).isEqualTo(ApixoLimit.MAX_CONNECTIONS);
			assertThat(failure).hasMessageContaining("connection limit");
			first.dispose();
		}
	}

}
