package ai.apixo.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.messages.Message;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an exception quotes of a response: errors and pages, never what a model has
 * written.
 */
@EachConnector
class QuotedResponseTests {

	private static final String SECRET = "the diagnosis";

	private static final String ANSWER = Requests.MESSAGE.replace("Hello", "Hello, here is " + SECRET);

	private final TestConnector connector;

	QuotedResponseTests(TestConnector connector) {
		this.connector = connector;
	}

	private static Arguments response(String name, Script script) {
		return Arguments.argumentSet(name, script);
	}

	private static Arguments body(String contentType, String body) {
		return response(contentType + " " + body.substring(0, Math.min(20, body.length())),
				(response) -> response.respond(200, contentType, body));
	}

	static Stream<Arguments> responses() {
		return Stream.of(body("application/json", ANSWER + "x"), body("application/json", "x" + ANSWER),
				body("text/plain", SECRET), body("text/html", SECRET), body("application/json", "\"" + SECRET + "\""),
				body("application/json", "{\"response\":\"" + SECRET + "\"}"),
				body("application/json", "{\"message\":\"" + SECRET + "\"}"),
				body("application/json", "{\"choices\":[{\"message\":{\"content\":\"" + SECRET + "\"}}]}"),
				body("text/event-stream",
						Requests.START + "data: {\"type\":\"content_block_delta\",\"x\":\"" + SECRET + "\"\n\n"),
				body("text/event-stream", Requests.START + "data: " + SECRET + "\n\n"),
				response("cut without length", (response) -> {
					response.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
							+ ANSWER.substring(0, ANSWER.indexOf(SECRET) + SECRET.length()));
					response.finish();
				}), response("a bad chunk", (response) -> {
					response.startStream().chunk(Requests.START).write(SECRET + "\r\n" + SECRET);
					response.finish();
				}));
	}

	@ParameterizedTest
	@MethodSource("responses")
	@DisplayName("SEC-9 no exception and no cause quotes what a model may have written")
	void quotesNoAnswer(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			for (Flux<?> call : new Flux<?>[] { client.stream(Requests.hello()),
					client.create(Requests.hello()).flux() }) {
				StringWriter trace = new StringWriter();
				Outcome.of(call).failure(ApixoException.class).printStackTrace(new PrintWriter(trace));
				assertThat(trace.toString()).doesNotContain(SECRET);
			}
		}
	}

	@Test
	@DisplayName("HTTP-13 a message that is cut without a length is told as incomplete")
	void tellsOfCutMessage() {
		ApixoConnectionException failure = Outcome.of(create((response) -> {
			response.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
					+ ANSWER.substring(0, 120));
			response.finish();
		})).failure(ApixoConnectionException.class);
		assertThat(failure).hasMessageContaining("is incomplete");
		assertThat(failure.isRetryable()).isFalse();
	}

	@Test
	@DisplayName("SSE-1 a byte order mark before a message is skipped, and bytes that are not UTF-8 cost no message")
	void takesByteOrderMark() {
		for (String answer : new String[] { "\uFEFF" + Requests.MESSAGE, "\r\n " + Requests.MESSAGE + " \r\n" }) {
			Outcome<Message> outcome = Outcome
				.of(create((response) -> response.respond(200, "application/json", answer)));
			assertThat(outcome.failure()).isNull();
		}
		byte[] latin = Requests.MESSAGE.replace("Hello", "H\u00E9llo").getBytes(StandardCharsets.ISO_8859_1);
		Outcome<Message> outcome = Outcome.of(create((response) -> {
			response.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + latin.length
					+ "\r\n\r\n");
			response.write(latin);
		}));
		assertThat(outcome.elements()).extracting(Message::text).containsExactly("H\uFFFDllo");
	}

	@Test
	@DisplayName("HTTP-8 a page is quoted as one line of text")
	void quotesPages() {
		ApixoProtocolException failure = Outcome
			.of(create((response) -> response.respond(200, "text/html",
					"<!DOCTYPE html>\n<html><head><title>Login</title><style>p{}</style></head>\n"
							+ "<body>\n<p>Please log&nbsp;in</p></body></html>")))
			.failure(ApixoProtocolException.class);
		assertThat(failure).hasMessageContaining("\"Login Please log in\"");
	}

	static Stream<Arguments> sentences() {
		return Stream.of(Arguments.of("line\\nbreak\\r\\nand\\ttab", "line break and tab"),
				Arguments.of("\\u001b[31mred\\u001b[0m \\u001b]0;title\\u0007text", "red text"),
				Arguments.of("nul\\u0000 del\\u007f bell\\u0007", "nul del bell"),
				Arguments.of("sep\\u2028arated\\u2029 next\\u0085line", "sep arated next line"),
				Arguments.of("right\\u202eto left", "rightto left"));
	}

	@ParameterizedTest
	@MethodSource("sentences")
	@DisplayName("FIELD-13 a gateway's sentence becomes one clean line")
	void cleansSentences(String json, String sentence) {
		String error = "{\"type\":\"error\",\"error\":{\"type\":\"ty\\npe\",\"message\":\"" + json
				+ "\"},\"request_id\":\"r\\n1\"}";
		ApixoApiException failure = Outcome.of(create((response) -> response.respond(400, "application/json", error)))
			.failure(ApixoApiException.class);
		assertThat(failure.errorMessage()).isEqualTo(sentence);
		assertThat(failure)
			.hasMessageMatching("http://127\\.0\\.0\\.1:\\d+/v1/messages responded with status 400 \\(ty pe\\): .*\\. "
					+ "Correct the request; sending it again cannot help \\(request id r 1\\)\\.");
	}

	private Mono<Message> create(Script script) {
		return Mono.using(() -> ScriptedGateway.playing(script),
				(gateway) -> this.connector.client(gateway).build().create(Requests.hello()), ScriptedGateway::close);
	}

}
