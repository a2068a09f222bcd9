package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of a stream is delivered, and when.
 */
@EachConnector
class EventDeliveryTests {

	private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

	private static final List<String> BLOCKS = List.of(Requests.SHORT_STREAM.split("(?<=\n\n)"));

	private final TestConnector connector;

	EventDeliveryTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r", "\r\n" })
	@DisplayName("SSE-20 SSE-5 each event is delivered when its blank line has come, not when more follows")
	void deliversAtOnce(String lineEnd) {
		Queue<Latch> delivered = new ConcurrentLinkedQueue<>();
		BLOCKS.forEach((block) -> delivered.add(new Latch()));
		List<Latch> moments = List.copyOf(delivered);
		Script waitingForEachEvent = (response) -> {
			response.startStream();
			for (int number = 0; number < moments.size(); number++) {
				response.chunk(BLOCKS.get(number).replace("\n", lineEnd));
				moments.get(number).await();
			}
			response.endStream();
		};
		try (ScriptedGateway gateway = ScriptedGateway.playing(waitingForEachEvent)) {
			Flux<StreamEvent> events = this.connector.client(gateway)
				.build()
				.stream(Requests.hello())
				.doOnNext((event) -> delivered.remove().release());
			assertThat(Outcome.of(events).elements()).hasSize(Requests.EVENTS);
		}
	}

	@Test
	@DisplayName("SSE-9 an event whose JSON is spread over several lines is read")
	void readsPrettyPrintedEvents() {
		Outcome<StreamEvent> outcome = outcome(
				Requests.SHORT_STREAM.replace(",\"", ",\ndata: \"").replace("{", "{\ndata:   "));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).isEqualTo(outcome(Requests.SHORT_STREAM).elements());
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: [DONE]\n\n", "event: data\ndata: [DONE]\n\n",
			"event: message_stop\ndata: [DONE]\n\n", "event: error\ndata:  [DONE] \n\n" })
	@DisplayName("SSE-19 [DONE] is passed over wherever it stands and under whatever name")
	void passesOverDone(String done) {
		Outcome<StreamEvent> outcome = outcome(done + String.join(done, BLOCKS) + done);
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).isEqualTo(outcome(Requests.SHORT_STREAM).elements());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "data: [DONE]\n\n", "event: data\ndata: [DONE]\n\n", "event: message_stop\ndata: [DONE]\n\n" })
	@DisplayName("SSE-19 [DONE] neither ends nor completes a message")
	void isNotDone(String done) {
		Outcome<StreamEvent> outcome = outcome(Requests.START + done + Requests.delta("Hel") + done);
		assertThat(outcome.text()).isEqualTo("Hel");
		outcome.failure(ApixoIncompleteStreamException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "message_stop", "error", "ping" })
	@DisplayName("SSE-10 a name without data is no event, and does not name the next one")
	void ignoresNamesWithoutData(String name) {
		Outcome<StreamEvent> outcome = outcome(
				String.join("event: " + name + "\n\n", BLOCKS.subList(0, 3)) + "event: " + name + "\n\n");
		assertThat(outcome.elements()).hasSize(3);
		outcome.failure(ApixoIncompleteStreamException.class);
	}

	@Test
	@DisplayName("SSE-16 SSE-17 characters may be cut anywhere, and bytes that are none become U+FFFD")
	void decodesUtf8() {
		byte[] start = Requests.START.getBytes(StandardCharsets.UTF_8);
		byte[] text = Requests.delta("\u00E9\u4F60\uD83D\uDE00a#b\u00E9").getBytes(StandardCharsets.UTF_8);
		for (int index = 0; index < text.length; index++) {
			text[index] = (text[index] == '#') ? (byte) 0xFF : text[index];
		}
		byte[] stop = "data: {\"type\":\"message_stop\"}\n\n".getBytes(StandardCharsets.UTF_8);
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(start);
			for (byte[] piece : Chunking.BYTE_BY_BYTE.cut(text)) {
				response.chunk(piece);
			}
			response.chunk(stop).endStream();
		})) {
			Outcome<StreamEvent> outcome = Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.text()).isEqualTo("\u00E9\u4F60\uD83D\uDE00a\uFFFDb\u00E9");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Hello", "Hello \\n" })
	@DisplayName("SSE-17 an encoded surrogate is three errors, as in a browser, on every path and in one piece too")
	void takesSurrogatesForErrors(String text) {
		String replaced = text.replace("\\n", "\n") + "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDend";
		String surrogates = text + "\u00ED\u00A0\u0080\u00ED\u00BFend";
		for (String json : List.of(Requests.delta(surrogates),
				Requests.delta(surrogates).replace("{", "{ \"x\": [], "))) {
			byte[] delta = json.getBytes(StandardCharsets.ISO_8859_1);
			try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.startStream()
				.chunk(Requests.START)
				.chunk(delta)
				.chunk("data: {\"type\":\"message_stop\"}\n\n")
				.endStream())) {
				assertThat(Outcome.of(this.connector.client(gateway).build().stream(Requests.hello())).text())
					.isEqualTo(replaced);
			}
		}
		byte[] message = Requests.MESSAGE.replace("Hello", surrogates).getBytes(StandardCharsets.ISO_8859_1);
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + message.length
					+ "\r\n\r\n");
			response.write(message);
		})) {
			assertThat(Outcome.of(this.connector.client(gateway).build().create(Requests.hello())).elements())
				.extracting(Message::text)
				.containsExactly(replaced);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 300_000, 1_000_000, 15_000_000 })
	@DisplayName("SSE-21 a large delta is delivered with the default settings")
	void deliversLargeDeltas(int length) {
		String text = "0123456789".repeat(length / 10);
		Outcome<StreamEvent> outcome = outcome(Requests.SHORT_STREAM.replace("Hello", text));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.text().equals(text)).isTrue();
	}

	@Test
	@DisplayName("SSE-21 a large block is delivered with the default settings")
	void deliversLargeBlocks() {
		String data = "0123456789".repeat(100_000);
		Outcome<StreamEvent> outcome = outcome(Requests.SHORT_STREAM.replace("{\"type\":\"text\",\"text\":\"\"}",
				"{\"type\":\"redacted_thinking\",\"data\":\"" + data + "\"}"));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).filteredOn(ContentBlockStart.class::isInstance).hasSize(1);
	}

	@Test
	@DisplayName("SSE-22 the limit counts for each event: a stream of 100 MB is fine")
	void hasNoLimitOfTheWhole() {
		String delta = Requests.chunk(Requests.delta("0123456789".repeat(10_000)));
		AtomicLong characters = new AtomicLong();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START);
			for (int count = 0; count < 1000; count++) {
				response.write(delta);
			}
			response.chunk("data: {\"type\":\"message_stop\"}\n\n").endStream();
		})) {
			Flux<String> text = this.connector.client(gateway).build().streamText(Requests.hello());
			assertThat(Outcome.of(text.doOnNext((piece) -> characters.addAndGet(piece.length())).then()).failure())
				.isNull();
			assertThat(characters).hasValue(100_000_000);
		}
	}

	@Test
	@DisplayName("SSE-13 the ids of a stream are not sent back, not even by another attempt")
	void sendsNoLastEventId() {
		Script failing = (
				response) -> response.startStream().chunk("id: 7\nretry: 1\n\nid: 8\nevent: ping\n\n").endStream();
		Script hello = (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM);
		try (ScriptedGateway gateway = ScriptedGateway.playing(failing, hello)) {
			Outcome<StreamEvent> outcome = Outcome
				.of(this.connector.client(gateway).retry(Retries.attempts(2)).build().stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(gateway.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request.header("last-event-id")).isEmpty());
		}
	}

	@Test
	@DisplayName("MSG-3 pings are not delivered, wherever they stand and however many they are")
	void dropsPings() {
		Outcome<StreamEvent> outcome = outcome(PING.repeat(10_000) + String.join(PING, BLOCKS) + PING);
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).isEqualTo(outcome(Requests.SHORT_STREAM).elements());
	}

	private Outcome<StreamEvent> outcome(String body) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", body))) {
			return Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()));
		}
	}

}
