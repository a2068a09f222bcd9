package ai.apixo.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What HTTP allows, and connections that fail before any answer.
 */
@EachConnector
class TransportTests {

	private final TestConnector connector;

	TransportTests(TestConnector connector) {
		this.connector = connector;
	}

	static Stream<Arguments> bodies() {
		return Stream.of(body("chunked", (response) -> response.startStream().chunk(Requests.SHORT_STREAM).endStream()),
				body("chunked with extensions and trailers", (response) -> {
					response.startStream();
					String chunk = Requests.chunk(Requests.SHORT_STREAM);
					response.write(chunk.replaceFirst("\r\n", ";a=b\r\n") + "0\r\nx-trailer: y\r\n\r\n");
				}),
				body("with content length",
						(response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM)),
				body("ended by closing the connection", (response) -> {
					response.write(Requests.STREAM_HEAD + "Connection: close\r\n\r\n" + Requests.SHORT_STREAM);
					response.finish();
				}), body("of HTTP 1.0", (response) -> {
					response.write(Requests.STREAM_HEAD.replace("1.1", "1.0") + "\r\n" + Requests.SHORT_STREAM);
					response.finish();
				}));
	}

	private static Arguments body(String name, Script script) {
		return Arguments.argumentSet(name, script);
	}

	@ParameterizedTest
	@MethodSource("bodies")
	@DisplayName("HTTP-11 bodies may be delimited in every way that HTTP knows")
	void readsBodies(Script script) {
		Outcome<StreamEvent> outcome = outcome(script);
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(Requests.EVENTS);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
					"HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 104 Upload Resumption Supported\r\n\r\n",
					"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n",
					"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" })
	@DisplayName("HTTP-18 informational responses are skipped")
	void passesOverInformationalAnswers(String informational) {
		Outcome<StreamEvent> outcome = outcome((response) -> {
			response.write(informational);
			response.respond(200, "text/event-stream", Requests.SHORT_STREAM);
		});
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(Requests.EVENTS);
	}

	@Test
	@DisplayName("HTTP-18 a hundred informational responses are skipped")
	void passesOverManyInformationalAnswers() {
		passesOverInformationalAnswers("HTTP/1.1 102 Processing\r\n\r\n".repeat(100));
	}

	@Test
	@DisplayName("HTTP-18 a header of 4 KB works")
	void readsLargeHeader() {
		Outcome<StreamEvent> outcome = outcome((response) -> response.respond(200, "text/event-stream",
				Requests.SHORT_STREAM, "x-large: " + "x".repeat(4 * 1024)));
		assertThat(outcome.failure()).isNull();
	}

	@Test
	@DisplayName("HTTP-18 a header of 64 KB works or fails as a connection does")
	void survivesHugeHeader() {
		Outcome<StreamEvent> outcome = outcome((response) -> response.respond(200, "text/event-stream",
				Requests.SHORT_STREAM, "x-large: " + "x".repeat(64 * 1024)));
		if (outcome.failure() != null) {
			outcome.failure(ApixoConnectionException.class);
		}
	}

	@Test
	@DisplayName("HTTP-12 a connection that is refused")
	void tellsOfRefusedConnection() throws IOException {
		int port;
		try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = unused.getLocalPort();
		}
		ApixoConnectionException failure = failureOf("http://127.0.0.1:" + port);
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure).hasMessageContaining("127.0.0.1:" + port);
	}

	@Test
	@DisplayName("HTTP-12 a host that nobody knows")
	void tellsOfUnknownHost() {
		ApixoConnectionException failure = failureOf("http://no-such-host.invalid");
		assertThat(failure).hasMessageContaining("no-such-host.invalid").hasMessageContaining("baseUrl(..)");
	}

	static Stream<Arguments> noAnswers() {
		return Stream.of(body("FIN", ScriptedResponse::finish), body("RST", ScriptedResponse::reset),
				body("FIN within the head", (response) -> {
					response.write("HTTP/1.1 200 OK\r\nContent-Ty");
					response.finish();
				}));
	}

	static Stream<Arguments> unreadableHeads() {
		return Stream.of(body("rubbish", (response) -> {
			response.write("rubbish\r\n\r\n");
			response.finish();
		}), body("TLS", (response) -> {
			response.write(new byte[] { 0x15, 3, 3, 0, 2, 2, 70 });
			response.finish();
		}), head("a bad length", "HTTP/1.1 200 OK\r\nContent-Length: many"),
				head("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4"),
				head("a length and chunks", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked"),
				head("NUL", "HTTP/1.1 200 OK\r\nx: a\0b"),
				head("a flood of headers", "HTTP/1.1 200 OK\r\n" + "x: 0123456789\r\n".repeat(20_000)),
				head("status 000", "HTTP/1.1 000 OK\r\nContent-Length: 0"),
				head("status 099", "HTTP/1.1 099 OK\r\nContent-Length: 0"),
				head("status 1000", "HTTP/1.1 1000 OK\r\nContent-Length: 0"),
				head("a flood of informational responses", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(200)));
	}

	private static Arguments head(String name, String head) {
		return body(name, (response) -> {
			response.write(head + "\r\n\r\n");
			response.finish();
		});
	}

	@ParameterizedTest
	@MethodSource("noAnswers")
	@DisplayName("HTTP-12 an answer that is none is a connection failure, tried again within the attempts")
	void tellsOfNoAnswer(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			ApixoException failure = Outcome
				.of(this.connector.client(gateway).retry(Retries.attempts(3)).build().stream(Requests.hello()))
				.failure(ApixoConnectionException.class);
			assertThat(failure).hasMessageContaining("127.0.0.1:" + gateway.port());
			assertThat(gateway.requests()).hasSize(3);
		}
	}

	@ParameterizedTest
	@MethodSource("unreadableHeads")
	@DisplayName("HTTP-12 a response whose head can never be read is a connection failure without a word of it, asked for once")
	void asksOnceForUnreadableHead(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			ApixoConnectionException failure = Outcome
				.of(this.connector.client(gateway).retry(Retries.attempts(3)).build().stream(Requests.hello()))
				.failure(ApixoConnectionException.class);
			assertThat(failure.isRetryable()).isFalse();
			assertThat(failure).hasMessageContaining(gateway.url() + "/v1/messages")
				.hasMessageContaining("baseUrl(..)");
			assertThat(String.valueOf(failure.getMessage())).doesNotContainIgnoringCase("many", "rubbish");
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	private ApixoConnectionException failureOf(String baseUrl) {
		return Outcome
			.of(ApixoMessagesClient.builder()
				.apiKey(Requests.KEY)
				.baseUrl(baseUrl)
				.webClientBuilder(this.connector.webClient())
				.retry(Retries.none())
				.build()
				.stream(Requests.hello()))
			.failure(ApixoConnectionException.class);
	}

	private Outcome<StreamEvent> outcome(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			return Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()));
		}
	}

}
