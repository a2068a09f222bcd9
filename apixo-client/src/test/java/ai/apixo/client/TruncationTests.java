package ai.apixo.client;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream that did not finish is never reported as finished.
 */
@EachConnector
class TruncationTests {

	private static final String EVENT_STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nrequest-id: req_9\r\n";

	private final TestConnector connector;

	TruncationTests(TestConnector connector) {
		this.connector = connector;
	}

	static Stream<Arguments> earlyEnds() {
		return Stream.of(
				earlyEnd("last chunk",
						(response, body) -> response.startStream("request-id: req_9").chunk(body).endStream()),
				earlyEnd("FIN within chunks",
						(response, body) -> response.startStream("request-id: req_9").chunk(body).finish()),
				earlyEnd("RST", (response, body) -> response.startStream("request-id: req_9").chunk(body).reset()),
				earlyEnd("bad chunk", (response,
						body) -> response.startStream("request-id: req_9").chunk(body).write("not hex\r\nx\r\n")),
				earlyEnd("FIN before the content length", (response, body) -> {
					response.write(EVENT_STREAM + "Content-Length: 100000\r\n\r\n" + body);
					response.finish();
				}), earlyEnd("RST before the content length", (response, body) -> {
					response.write(EVENT_STREAM + "Content-Length: 100000\r\n\r\n" + body);
					response.reset();
				}),
				earlyEnd("content length reached",
						(response, body) -> response
							.write(EVENT_STREAM + "Content-Length: " + body.length() + "\r\n\r\n" + body)),
				earlyEnd("FIN of a body without length", (response, body) -> {
					response.write(EVENT_STREAM + "Connection: close\r\n\r\n" + body);
					response.finish();
				}));
	}

	private static Arguments earlyEnd(String name, EarlyEnd earlyEnd) {
		return Arguments.argumentSet(name, earlyEnd);
	}

	@ParameterizedTest
	@MethodSource("earlyEnds")
	@DisplayName("MSG-14 HTTP-13 a body that ends early is a failure after the events that came")
	void failsAfterTheEvents(EarlyEnd earlyEnd) {
		Outcome<StreamEvent> outcome = outcome(
				(response) -> earlyEnd.play(response, Requests.START + Requests.delta("Hel")));
		assertThat(outcome.elements()).hasSize(2);
		assertThat(outcome.text()).isEqualTo("Hel");
		ApixoIncompleteStreamException failure = outcome.failure(ApixoIncompleteStreamException.class);
		assertThat(failure.eventsDelivered()).isTrue();
		assertThat(failure.requestId()).isEqualTo("req_9");
	}

	@Test
	@DisplayName("HTTP-13 the failure says in words that the connection was closed")
	void tellsThatTheConnectionWasClosed() {
		Outcome<StreamEvent> outcome = outcome((response) -> response.startStream().chunk(Requests.START).finish());
		assertThat(outcome.failure(ApixoIncompleteStreamException.class)).hasMessageContaining("closed")
			.hasMessageNotContaining("@");
	}

	@Test
	@DisplayName("MSG-14 HTTP-13 of 2,000 streams that are cut none takes an event from another")
	void cutsLoseNoEvents() {
		Script cut = (response) -> {
			response.write(EVENT_STREAM + "Content-Length: 100000\r\n\r\n" + Requests.START + Requests.delta("Hel"));
			response.finish();
		};
		try (ScriptedGateway gateway = ScriptedGateway.playing(cut)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			Flux<Long> events = Flux.range(0, 2_000)
				.flatMap((number) -> client.stream(Requests.hello()).onErrorComplete().count(), 2);
			assertThat(Outcome.of(events).elements()).hasSize(2_000).containsOnly(2L);
		}
	}

	@ParameterizedTest
	@MethodSource("earlyEnds")
	@DisplayName("MSG-14 HTTP-13 a body that ends before its first event is a failure that says so")
	void failsBeforeTheFirstEvent(EarlyEnd earlyEnd) {
		Outcome<StreamEvent> outcome = outcome((response) -> earlyEnd.play(response, ": nothing yet\n\n"));
		assertThat(outcome.elements()).isEmpty();
		ApixoIncompleteStreamException failure = outcome.failure(ApixoIncompleteStreamException.class);
		assertThat(failure.eventsDelivered()).isFalse();
		assertThat(failure.requestId()).isEqualTo("req_9");
	}

	@ParameterizedTest
	@MethodSource("earlyEnds")
	@DisplayName("SSE-14 an event without its blank line is dropped, even if its JSON is complete")
	void dropsTheUnfinishedEvent(EarlyEnd earlyEnd) {
		Outcome<StreamEvent> outcome = outcome(
				(response) -> earlyEnd.play(response, Requests.START + Requests.delta("Hel").stripTrailing() + "\n"));
		assertThat(outcome.elements()).hasSize(1);
		outcome.failure(ApixoIncompleteStreamException.class);
	}

	@ParameterizedTest
	@MethodSource("earlyEnds")
	@DisplayName("MSG-14 everything but message_stop is not the whole answer")
	void needsMessageStop(EarlyEnd earlyEnd) {
		String allButStop = Requests.SHORT_STREAM.substring(0, Requests.SHORT_STREAM.indexOf("event: message_stop"));
		Outcome<StreamEvent> outcome = outcome((response) -> earlyEnd.play(response, allButStop));
		assertThat(outcome.elements()).hasSize(Requests.EVENTS - 1);
		outcome.failure(ApixoIncompleteStreamException.class);
	}

	@ParameterizedTest
	@MethodSource("earlyEnds")
	@DisplayName("MSG-15 after message_stop no end is a failure")
	void completesAtMessageStop(EarlyEnd earlyEnd) {
		Outcome<StreamEvent> outcome = outcome((response) -> earlyEnd.play(response, Requests.SHORT_STREAM));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(Requests.EVENTS);
	}

	@ParameterizedTest
	@MethodSource("earlyEnds")
	@DisplayName("MSG-14 streamMessage fails too and has the message so far")
	void streamMessageHasTheMessageSoFar(EarlyEnd earlyEnd) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> earlyEnd.play(response, Requests.START + Requests.delta("Hel")))) {
			Outcome<Message> outcome = Outcome
				.of(this.connector.client(gateway).build().streamMessage(Requests.hello()));
			assertThat(outcome.elements()).isEmpty();
			Message partial = outcome.failure(ApixoIncompleteStreamException.class).partialMessage();
			assertThat(partial).isNotNull().extracting(Message::id).isEqualTo("msg_1");
		}
	}

	static Stream<Arguments> tails() {
		return Stream.of("data: [DONE]\n\n", "event: ping\ndata: {\"type\":\"ping\"}\n\n", "<html>rubbish\n\n",
				Requests.error("api_error"), Requests.SHORT_STREAM.replace("msg_1", "msg_2"), "data: {\"ty", "\uFEFF")
			.map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource("tails")
	@DisplayName("MSG-15 whatever follows message_stop is ignored, in the same chunk and in a later one")
	void ignoresTheTail(String tail) {
		Outcome<StreamEvent> sameChunk = outcome(
				(response) -> response.startStream().chunk(Requests.SHORT_STREAM + tail).awaitClose());
		assertThat(sameChunk.failure()).isNull();
		assertThat(sameChunk.elements()).hasSize(Requests.EVENTS);
		Outcome<StreamEvent> laterChunk = outcome(
				(response) -> response.startStream().chunk(Requests.SHORT_STREAM).chunk(tail).awaitClose());
		assertThat(laterChunk.failure()).isNull();
		assertThat(laterChunk.elements()).hasSize(Requests.EVENTS);
	}

	@Test
	@DisplayName("MSG-13 an error event is a failure of the API after the events before it, without waiting for the end")
	void failsWithErrorEvent() {
		Outcome<StreamEvent> outcome = this.connector.streamThatCloses((response) -> response.startStream()
			.chunk(Requests.START + Requests.delta("Hel") + Requests.error("overloaded_error"))
			.awaitClose());
		assertThat(outcome.text()).isEqualTo("Hel");
		ApixoApiException failure = outcome.failure(ApixoApiException.class);
		assertThat(failure.errorType()).isEqualTo("overloaded_error");
		assertThat(failure.errorMessage()).isEqualTo("Sorry");
		assertThat(failure.requestId()).isEqualTo("req_1");
		assertThat(failure.isOverloaded()).isTrue();
	}

	@Test
	@DisplayName("MSG-12 data that is not JSON is a protocol failure after the events before it, and closes the connection")
	void failsWithBrokenJson() {
		Outcome<StreamEvent> outcome = this.connector.streamThatCloses((response) -> response.startStream()
			.chunk(Requests.START + "event: content_block_delta\ndata: {\"type\":\"conte\n\n")
			.awaitClose());
		assertThat(outcome.elements()).hasSize(1);
		assertThat(outcome.failure(ApixoProtocolException.class)).hasMessageContaining("Event 2");
	}

	static Stream<String> notJsonObjects() {
		return Stream.of("hello", "[1]", "17", "\"text\"", "null", "{} {}", "{\"type\":\"ping\"", "{'type':'ping'}",
				"{a:1}");
	}

	@ParameterizedTest
	@MethodSource("notJsonObjects")
	@DisplayName("MSG-12 data that is not a JSON object is a protocol failure, with a known name and without one")
	void failsWithoutJsonObject(String data) {
		outcome((response) -> response.startStream().chunk("data: " + data + "\n\n").awaitClose())
			.failure(ApixoProtocolException.class);
		outcome((response) -> response.startStream().chunk("event: ping\ndata: " + data + "\n\n").awaitClose())
			.failure(ApixoProtocolException.class);
	}

	@ParameterizedTest
	@MethodSource("notJsonObjects")
	@DisplayName("MSG-4 data that is not a JSON object under a name nobody knows is passed over")
	void passesOverUnknownNames(String data) {
		Outcome<StreamEvent> outcome = outcome((response) -> response.startStream()
			.chunk("event: new_thing\ndata: " + data + "\n\n" + Requests.SHORT_STREAM)
			.endStream());
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(Requests.EVENTS);
	}

	@Test
	@DisplayName("MSG-17 a second message in one stream is a protocol failure where it begins")
	void refusesSecondMessage() {
		Outcome<StreamEvent> outcome = outcome((response) -> response.startStream()
			.chunk(Requests.START + Requests.START.replace("msg_1", "msg_2"))
			.awaitClose());
		assertThat(outcome.elements()).hasSize(1);
		outcome.failure(ApixoProtocolException.class);
	}

	@Test
	@DisplayName("MSG-17 the same message_start once more changes nothing")
	void acceptsRepeatedStart() {
		Outcome<StreamEvent> outcome = outcome(
				(response) -> response.startStream().chunk(Requests.START + Requests.SHORT_STREAM).endStream());
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(Requests.EVENTS + 1);
	}

	@Test
	@DisplayName("HTTP-13 an answer in one piece that breaks off is a connection failure")
	void failsWithCutAnswer() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"id\":");
			response.reset();
		})) {
			Outcome<Message> outcome = Outcome
				.of(this.connector.client(gateway).retry(Retries.attempts(3)).build().create(Requests.hello()));
			ApixoException failure = outcome.failure(ApixoConnectionException.class);
			assertThat(failure).hasMessageContaining("is incomplete");
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	private Outcome<StreamEvent> outcome(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			return Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()));
		}
	}

	/**
	 * Begins a stream with a text and ends it without what HTTP or the API demand.
	 */
	@FunctionalInterface
	interface EarlyEnd {

		void play(ScriptedResponse response, String body) throws IOException;

	}

}
