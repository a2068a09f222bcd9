package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JDK's HTTP client does everything but close the connection of a stream that is
 * cancelled once it has begun.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class JdkConnectorTests {

	private static final Script HELLO = (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM);

	@Test
	@DisplayName("MSG-1 SSE-18 a stream is delivered, byte by byte")
	void delivers() {
		Outcome<StreamEvent> outcome = outcome((response) -> {
			response.startStream();
			for (byte[] piece : Chunking.BYTE_BY_BYTE.cut(Requests.SHORT_STREAM.getBytes(StandardCharsets.UTF_8))) {
				response.chunk(piece);
			}
			response.endStream();
		});
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(Requests.EVENTS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "RST", "FIN", "end", "bad chunk" })
	@DisplayName("MSG-14 HTTP-13 a body that ends early is a failure after the events that came, never asked for again")
	void failsWhenCut(String end) {
		Retry everything = Retry.of("everything",
				RetryConfig.custom().maxAttempts(5).waitDuration(Duration.ofMillis(1)).build());
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START).pause(Duration.ofMillis(100));
			switch (end) {
				case "RST" -> response.reset();
				case "FIN" -> response.finish();
				case "end" -> response.endStream();
				default -> response.write("xyz\r\n\r\n");
			}
		})) {
			Outcome<StreamEvent> outcome = Outcome
				.of(TestConnector.JDK.client(gateway).retry(everything).build().stream(Requests.hello()));
			assertThat(outcome.elements()).hasSize(1);
			outcome.failure(ApixoIncompleteStreamException.class);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("RETRY-1 a status is tried again")
	void retries() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(502, "text/html", ""),
				HELLO)) {
			assertThat(Outcome
				.of(TestConnector.JDK.client(gateway).retry(Retries.attempts(2)).build().stream(Requests.hello()))
				.elements()).hasSize(Requests.EVENTS);
		}
	}

	@Test
	@DisplayName("SEC-1 redirects are not followed")
	void followsNoRedirect() {
		try (ScriptedGateway other = ScriptedGateway.playing(HELLO)) {
			ApixoApiException failure = outcome(
					(response) -> response.respond(307, "text/plain", "", "Location: " + other.url() + "/v1/messages"))
				.failure(ApixoApiException.class);
			assertThat(failure.status()).isEqualTo(307);
			assertThat(other.requests()).isEmpty();
		}
	}

	@Test
	@DisplayName("HTTP-16 silence is noticed")
	void limitsSilence() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk(Requests.START).awaitClose())) {
			Outcome<StreamEvent> outcome = Outcome.of(TestConnector.JDK.client(gateway)
				.idleTimeout(Duration.ofMillis(200))
				.build()
				.stream(Requests.hello()));
			assertThat(outcome.elements()).hasSize(1);
			assertThat(outcome.failure(ApixoTimeoutException.class).limit()).isEqualTo(ApixoLimit.IDLE_TIMEOUT);
		}
	}

	@Test
	@DisplayName("HTTP-14 a call that is cancelled before its answer closes the connection")
	void closesBeforeTheAnswer() {
		Latch asked = new Latch();
		Latch closed = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			asked.release();
			response.awaitClose();
			closed.release();
		})) {
			Disposable call = TestConnector.JDK.client(gateway).build().stream(Requests.hello()).subscribe();
			asked.await();
			call.dispose();
			closed.await();
		}
	}

	private static Outcome<StreamEvent> outcome(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			return Outcome.of(TestConnector.JDK.client(gateway).build().stream(Requests.hello()));
		}
	}

}
