package ai.apixo.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses whose content type is not what they are.
 */
@EachConnector
class FirstBytesTests {

	private static final String QUOTA = "{\"error\":{\"message\":\"insufficient quota\",\"type\":\"new_api_error\"}}\n";

	private final TestConnector connector;

	FirstBytesTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/plain; charset=utf-8", "text/html", "x" })
	@DisplayName("HTTP-8 an event stream is read whatever its content type says")
	void readsEventStreams(String contentType) {
		Outcome<StreamEvent> outcome = stream((response) -> response.respond(200, contentType, Requests.SHORT_STREAM));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.text()).isEqualTo("Hello");
	}

	@ParameterizedTest
	@ValueSource(strings = { ": keep-alive\n\n", "\uFEFF", "\r\n\r\n", "\uFEFF\n: hello\n", "id: 7\n\n", "retry: 1\n",
			"id\n", " \n", "\n\n\n\n\n\n\n\n" })
	@DisplayName("HTTP-8 an event stream may begin with a comment, any of its fields, empty lines or a byte order mark")
	void readsAnyBeginning(String beginning) {
		for (Chunking chunking : Chunking.values()) {
			Outcome<StreamEvent> outcome = stream(
					(response) -> send(response, "application/json", chunking, beginning + Requests.SHORT_STREAM));
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.text()).isEqualTo("Hello");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "x-field: 1\n", "Data: 1\n", "hello\n" })
	@DisplayName("HTTP-8 SSE-12 a field that no event stream needs may come first if the content type says event stream")
	void readsUnknownFieldsFirst(String line) {
		Outcome<StreamEvent> stream = stream(
				(response) -> response.respond(200, "text/event-stream", line + Requests.SHORT_STREAM));
		assertThat(stream.text()).isEqualTo("Hello");
		assertThat(create("text/event-stream", line + Requests.SHORT_STREAM).elements()).extracting(Message::text)
			.containsExactly("Hello");
		stream((response) -> response.respond(200, "text/plain", line + Requests.SHORT_STREAM))
			.failure(ApixoProtocolException.class);
	}

	private Outcome<Message> create(String contentType, String body) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, contentType, body))) {
			return Outcome.of(this.connector.client(gateway).build().create(Requests.hello()));
		}
	}

	@Test
	@DisplayName("HTTP-8 comments and then JSON are no stream that broke off: asked once")
	void asksOnceForJsonBehindComments() {
		String message = Requests.MESSAGE.replace("\n", "");
		Script script = (response) -> response.respond(200, "application/json", ": wait\n\n" + message);
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			Outcome.of(this.connector.client(gateway).retry(Retries.attempts(3)).build().stream(Requests.hello()))
				.failure(ApixoProtocolException.class);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/event-stream", "application/json", "text/plain" })
	@DisplayName("HTTP-9 an error in JSON is an API failure with its sentence, whatever its content type, and asked once")
	void readsErrors(String contentType) {
		Script quota = (response) -> response.respond(200, contentType, QUOTA);
		try (ScriptedGateway gateway = ScriptedGateway.playing(quota)) {
			ApixoMessagesClient client = this.connector.client(gateway).retry(Retries.attempts(3)).build();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure(ApixoApiException.class))
				.hasMessageContaining("insufficient quota");
			assertThat(Outcome.of(client.create(Requests.hello())).failure(ApixoApiException.class))
				.hasMessageContaining("insufficient quota");
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("HTTP-9 an error labelled as event stream is read in pieces of any size")
	void readsErrorsInPieces(Chunking chunking) {
		assertThat(stream((response) -> send(response, "text/event-stream", chunking, "\n " + QUOTA))
			.failure(ApixoApiException.class)).hasMessageContaining("insufficient quota");
	}

	@ParameterizedTest
	@CsvSource({ "text/event-stream,<html>Please log in</html>", "text/event-stream,Please log in to the portal",
			"text/event-stream,forbidden", "application/json,<!doctype html>", "text/plain,nothing here" })
	@DisplayName("HTTP-8 a page or a text is a protocol failure that names status and content type, and asked once")
	void refusesPages(String contentType, String body) {
		Script page = (response) -> response.respond(200, contentType, body);
		try (ScriptedGateway gateway = ScriptedGateway.playing(page)) {
			ApixoMessagesClient client = this.connector.client(gateway).retry(Retries.attempts(3)).build();
			for (Publisher<?> call : new Publisher<?>[] { client.stream(Requests.hello()),
					client.create(Requests.hello()) }) {
				assertThat(Outcome.of(call).failure(ApixoProtocolException.class)).hasMessageContaining("200")
					.hasMessageContaining(contentType);
			}
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@Test
	@DisplayName("HTTP-8 a message in place of a stream is a protocol failure, whatever its content type")
	void refusesMessageInPlaceOfStream() {
		stream((response) -> response.respond(200, "text/event-stream", Requests.MESSAGE))
			.failure(ApixoProtocolException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/event-stream", "application/json" })
	@DisplayName("HTTP-8 a stream in place of a message gives its message")
	void createAccumulatesStreams(String contentType) {
		Outcome<Message> outcome = create(
				(response) -> response.respond(200, contentType, Requests.SHORT_STREAM, "request-id: req_9"));
		assertThat(outcome.failure()).isNull();
		Message message = outcome.elements().get(0);
		assertThat(message.text()).isEqualTo("Hello");
		assertThat(message.response().requestId()).isEqualTo("req_9");
	}

	@Test
	@DisplayName("HTTP-8 a stream in place of a message that breaks off is no message")
	void createRefusesBrokenStreams() {
		create((response) -> response.respond(200, "text/event-stream", Requests.START + Requests.delta("Hel")))
			.failure(ApixoIncompleteStreamException.class);
		create((response) -> response.respond(200, "text/event-stream",
				Requests.START + Requests.delta("Hel") + Requests.error("overloaded_error")))
			.failure(ApixoApiException.class);
		create((response) -> response.respond(200, "text/event-stream", "data: {\"type\":\"message_stop\"}\n\n"))
			.failure(ApixoProtocolException.class);
	}

	@Test
	@DisplayName("HTTP-8 SSE-22 a stream without end in place of a message is bounded, and closed")
	void createBoundsStreams() {
		Outcome<Message> outcome = closing((client) -> client.create(Requests.hello()), (response) -> {
			response.startStream().chunk(Requests.START);
			response.writeUntilClosed(Requests.chunk(Requests.delta(Requests.MEGABYTE_OF_TEXT)), new AtomicLong());
		});
		outcome.failure(ApixoLimitException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/html", "text/event-stream" })
	@DisplayName("HTTP-8 HTTP-13 a response that breaks off before its first byte is cut, whatever its content type")
	void tellsWhatIsCutBeforeItsFirstByte(String contentType) {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.write("HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nContent-Length: 1000\r\n\r\n");
			response.finish();
		})) {
			ApixoMessagesClient client = this.connector.client(gateway).retry(Retries.attempts(2)).build();
			Outcome.of(client.stream(Requests.hello())).failure(ApixoIncompleteStreamException.class);
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/html", "text/event-stream" })
	@DisplayName("HTTP-8 HTTP-16 silence before the first byte is a time limit, whatever the content type")
	void tellsSilenceBeforeTheFirstByte(String contentType) {
		ApixoTimeoutException failure = this.connector.streamThatCloses((response) -> {
			response.write("HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nContent-Length: 1000\r\n\r\n");
			response.awaitClose();
		}, (builder) -> builder.idleTimeout(Duration.ofMillis(200))).failure(ApixoTimeoutException.class);
		assertThat(failure.limit()).isEqualTo(ApixoLimit.IDLE_TIMEOUT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "dat" })
	@DisplayName("HTTP-14 a call that is cancelled or times out before its response shows what it is closes the connection")
	void closesBeforeTheFormIsKnown(String beginning) {
		for (Function<ApixoMessagesClient, Publisher<?>> call : List.<Function<ApixoMessagesClient, Publisher<?>>>of(
				(client) -> client.stream(Requests.hello()), (client) -> client.create(Requests.hello()))) {
			Outcome<?> outcome = closing(
					(client) -> call.apply(client.mutate().idleTimeout(Duration.ofMillis(200)).build()), (response) -> {
						response.startStream();
						if (!beginning.isEmpty()) {
							response.chunk(beginning);
						}
						response.awaitClose();
					});
			assertThat(outcome.failure()).isNotNull();
		}
	}

	private static void send(ScriptedResponse response, String contentType, Chunking chunking, String body)
			throws IOException {
		response.write("HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nTransfer-Encoding: chunked\r\n\r\n");
		for (byte[] piece : chunking.cut(body.getBytes(StandardCharsets.UTF_8))) {
			response.chunk(piece);
		}
		response.endStream();
	}

	private Outcome<StreamEvent> stream(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			return Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()));
		}
	}

	private Outcome<Message> create(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			return Outcome.of(this.connector.client(gateway).build().create(Requests.hello()));
		}
	}

	private <T> Outcome<T> closing(Function<ApixoMessagesClient, ? extends Publisher<T>> call, Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			Outcome<T> outcome = Outcome.of(call.apply(this.connector.client(gateway).build()));
			gateway.awaitPlayed();
			return outcome;
		}
	}

}
