package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses without end in the parts that a connector reads by itself: heads, chunk
 * sizes, trailers.
 */
@EachConnector
class FloodedConnectionTests {

	private final HostileCall call;

	FloodedConnectionTests(TestConnector connector) {
		this.call = new HostileCall(connector);
	}

	private static Arguments response(String name, Script script) {
		return Arguments.argumentSet(name, script);
	}

	static Stream<Arguments> floodedHeads() {
		return Stream.of(response("10,000 headers",
				(response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM,
						IntStream.range(0, 10_000).mapToObj((number) -> "x-" + number + ": y").toArray(String[]::new))),
				response("headers without end", (response) -> {
					response.write(Requests.STREAM_HEAD);
					response.writeUntilClosed("x-header: 0123456789\r\n".repeat(1000), new AtomicLong());
				}),
				response("a header of 20 MB",
						(response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM,
								"x-header: " + "x".repeat(20_000_000))),
				response("a status line without end",
						(response) -> response.writeUntilClosed("HTTP/1.1 200 " + Requests.MEGABYTE_OF_TEXT,
								new AtomicLong())),
				informationalAnswers("100 Continue", ""), informationalAnswers("102 Processing", ""),
				informationalAnswers("103 Early Hints", "Link: </a>\r\n"),
				informationalAnswers("103 Early Hints", "Link: </" + "a".repeat(7 * 1024) + ">\r\n"),
				informationalAnswers("104 Upload Resumption Supported", ""));
	}

	private static Arguments informationalAnswers(String status, String headers) {
		String answer = "HTTP/1.1 " + status + "\r\n" + headers + "\r\n";
		return response(status + " without end, " + answer.length() + " characters each",
				(response) -> response.writeUntilClosed(answer.repeat(100), new AtomicLong()));
	}

	@ParameterizedTest
	@MethodSource("floodedHeads")
	@DisplayName("HTTP-18 a flood of headers or of informational responses is a connection failure")
	void refusesFloodedHeads(Script script) {
		this.call.failure(ApixoConnectionException.class, script);
	}

	static Stream<Arguments> floodedBodies() {
		return Stream.of(response("trailers without end", (response) -> {
			response.write("0\r\n");
			response.writeUntilClosed("x-trailer: 0123456789\r\n".repeat(1000), new AtomicLong());
		}), response("a chunk size without end",
				(response) -> response.writeUntilClosed("0".repeat(1000), new AtomicLong())));
	}

	@ParameterizedTest
	@MethodSource("floodedBodies")
	@DisplayName("HTTP-13 what a connector cannot read of a body ends the stream")
	void refusesFloodedBodies(Script script) {
		this.call.failure(ApixoIncompleteStreamException.class, (response) -> {
			response.startStream().chunk(Requests.START);
			script.play(response);
		});
	}

	@Test
	@DisplayName("HTTP-13 HTTP-16 a chunk extension without end is an error or silence, but no life")
	void takesNoChunkExtensionForLife() {
		ApixoException failure = this.call.failure(ApixoException.class, (response) -> {
			response.startStream().chunk(Requests.START).write("5;x=");
			response.writeUntilClosed(Requests.MEGABYTE_OF_TEXT, new AtomicLong());
		}, (client) -> client.mutate().idleTimeout(Duration.ofMillis(500)).build().stream(Requests.hello()));
		assertThat(failure).isInstanceOfAny(ApixoIncompleteStreamException.class, ApixoTimeoutException.class);
	}

	@Test
	@DisplayName("HTTP-18 informational responses without end are no response")
	void doesNotWaitBehindInformationalAnswers() {
		this.call.failure(ApixoTimeoutException.class, (response) -> {
			while (true) {
				response.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
				response.pause(Duration.ofMillis(20));
			}
		}, (client) -> client.mutate().responseTimeout(Duration.ofSeconds(1)).build().stream(Requests.hello()));
	}

}
