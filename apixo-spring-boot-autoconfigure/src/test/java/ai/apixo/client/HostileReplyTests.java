package ai.apixo.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.messages.Message;
import ai.apixo.messages.content.ToolUseBlock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replies that are too large, too deep, endless or packed: the memory stays bounded, the
 * failure says what it was, and the next call works.
 */
@EachConnector
class HostileReplyTests {

	private static final int MEGABYTE = 1_000_000;

	private static final int DEPTH = 100_000;

	private static final String MB_OF_TEXT = "0123456789".repeat(MEGABYTE / 10);

	private static final String EVENT_STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

	private static final Script HELLO = (reply) -> reply.respond(200, "text/event-stream", Requests.SHORT_STREAM);

	private final TestConnector connector;

	HostileReplyTests(TestConnector connector) {
		this.connector = connector;
	}

	private static Arguments reply(String name, Script script) {
		return Arguments.argumentSet(name, script);
	}

	static Stream<Arguments> endlessEvents() {
		return Stream.of(reply("a line of 50 MB", (reply) -> {
			reply.chunk("data: ");
			for (int count = 0; count < 50; count++) {
				reply.chunk(MB_OF_TEXT);
			}
		}), reply("an endless line", (reply) -> {
			reply.chunk("data: {\"type\":\"");
			reply.writeUntilClosed(Requests.chunk(MB_OF_TEXT), new AtomicLong());
		}), reply("endless data lines",
				(reply) -> reply.writeUntilClosed(Requests.chunk("data: 0123456789\n".repeat(1000)), new AtomicLong())),
				reply("endless names",
						(reply) -> reply.writeUntilClosed(Requests.chunk("event: x\n".repeat(1000)), new AtomicLong())),
				reply("an endless comment", (reply) -> {
					reply.chunk(": ");
					reply.writeUntilClosed(Requests.chunk(MB_OF_TEXT), new AtomicLong());
				}));
	}

	@ParameterizedTest
	@MethodSource("endlessEvents")
	@DisplayName("SSE-22 an event that never ends is a limit failure that names the property")
	void limitsEvents(Script endless) {
		ApixoLimitException failure = failure(ApixoLimitException.class, (reply) -> {
			reply.startStream().chunk(Requests.START);
			endless.play(reply);
		});
		assertThat(failure.property()).isEqualTo("apixo.http.max-message-size");
		assertThat(failure).hasMessageContaining("16 MB").hasMessageContaining("apixo.http.max-message-size");
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: 0123456789", "data: 0123456789\n", "event: 0123456789\n" })
	@DisplayName("SSE-22 an event that is not complete holds less than three times the limit")
	void holdsLittle(String piece) {
		int limit = 8 * MEGABYTE;
		String body = piece.repeat(limit * 9 / 10 / piece.length());
		AtomicLong received = new AtomicLong();
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((reply) -> reply.startStream().chunk(Requests.START).chunk(body).awaitClose())) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.webClientBuilder(this.connector.webClient().filter(counting(received)))
				.maxMessageSize(DataSize.ofBytes(limit))
				.build();
			long heapBefore = Heap.used();
			Disposable subscription = client.stream(Requests.hello()).subscribe();
			Awaitility.await().until(() -> received.get() >= body.length());
			assertThat(Heap.used() - heapBefore).isBetween((long) limit / 2, 3L * limit);
			subscription.dispose();
		}
	}

	private static ExchangeFilterFunction counting(AtomicLong received) {
		return ExchangeFilterFunction.ofResponseProcessor((response) -> Mono.just(response.mutate()
			.body((body) -> body.doOnNext((DataBuffer buffer) -> received.addAndGet(buffer.readableByteCount())))
			.build()));
	}

	static Stream<Arguments> errorBodies() {
		String page = "<p>error</p>".repeat(20 * MEGABYTE / 12);
		return Stream.of(400, 429, 502)
			.flatMap((status) -> Stream.of(
					reply(status + " with 20 MB", (reply) -> reply.respond(status, "text/html", page)),
					reply(status + " with 20 MB of JSON",
							(reply) -> reply.respond(status, "application/json",
									"{\"error\":{\"message\":\"" + page + "\"}}")),
					reply(status + " with 20 MB in chunks", (reply) -> {
						reply.write("HTTP/1.1 " + status + " Error\r\nTransfer-Encoding: chunked\r\n\r\n");
						reply.chunk(page).endStream();
					}), reply(status + " without an end", (reply) -> {
						reply.write("HTTP/1.1 " + status + " Error\r\nTransfer-Encoding: chunked\r\n\r\n");
						reply.writeUntilClosed(Requests.chunk(MB_OF_TEXT), new AtomicLong());
					}), reply(status + " nested deep", (reply) -> reply.respond(status, "application/json", deep()))));
	}

	@ParameterizedTest
	@MethodSource("errorBodies")
	@DisplayName("HTTP-6 HTTP-7 MSG-16 a body that explains a status is kept in part, however large or deep it is")
	void keepsPartOfErrorBodies(Script script) {
		ApixoApiException failure = failure(ApixoApiException.class, script);
		assertThat(failure.status()).isIn(400, 429, 502);
		assertThat(failure.body()).hasSizeBetween(1000, 10_000);
		assertThat(failure.getMessage()).hasSizeLessThan(1000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/json", "application/octet-stream" })
	@DisplayName("HTTP-8 a good status with a body without end of another kind is a protocol failure")
	void keepsPartOfPages(String contentType) {
		ApixoProtocolException failure = failure(ApixoProtocolException.class, (reply) -> {
			reply.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: " + contentType + "\r\n\r\n");
			reply.writeUntilClosed(Requests.chunk(MB_OF_TEXT), new AtomicLong());
		});
		assertThat(failure.getMessage()).contains("200", contentType).hasSizeLessThan(1000);
	}

	static Stream<Arguments> encodedBodies() {
		byte[] gzip = gzip(Requests.SHORT_STREAM.getBytes(StandardCharsets.UTF_8));
		byte[] bomb = gzip(new byte[100 * MEGABYTE]);
		byte[] broken = gzip.clone();
		Arrays.fill(broken, 20, 40, (byte) 0xFF);
		return Stream.of(encoded("gzip", gzip), encoded("x-gzip", gzip), encoded("gzip, gzip", gzip(gzip)),
				encoded("gzip", bomb), encoded("gzip", broken), encoded("gzip", Arrays.copyOf(gzip, gzip.length - 30)),
				encoded("gzip", new byte[0]), encoded("br", gzip), encoded("deflate", gzip), encoded("zstd", gzip));
	}

	private static Arguments encoded(String encoding, byte[] body) {
		return Arguments.argumentSet(encoding + " with " + body.length + " bytes", encoding, body);
	}

	@ParameterizedTest
	@MethodSource("encodedBodies")
	@DisplayName("HTTP-19 a content encoding that nobody asked for is a protocol failure that names it")
	void refusesEncodings(String encoding, byte[] body) {
		ApixoProtocolException failure = failure(ApixoProtocolException.class, (reply) -> {
			reply.write(
					EVENT_STREAM + "Content-Encoding: " + encoding + "\r\nContent-Length: " + body.length + "\r\n\r\n");
			reply.write(body);
		});
		assertThat(failure).hasMessageContaining("'" + encoding + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "identity", "Identity", "" })
	@DisplayName("HTTP-19 an encoding that changes nothing is none")
	void acceptsIdentity(String encoding) {
		try (ScriptedGateway gateway = ScriptedGateway.playing((reply) -> reply.respond(200, "text/event-stream",
				Requests.SHORT_STREAM, "Content-Encoding: " + encoding))) {
			assertThat(Outcome.of(this.connector.client(gateway).build().stream(Requests.hello())).elements())
				.hasSize(Requests.EVENTS);
		}
	}

	@Test
	@DisplayName("HTTP-19 packed bytes that nobody calls so give no events")
	void readsNoEventsFromPackedBytes() {
		byte[] gzip = gzip(Requests.SHORT_STREAM.getBytes(StandardCharsets.UTF_8));
		failure(ApixoIncompleteStreamException.class, (reply) -> reply.startStream().chunk(gzip).endStream());
	}

	@Test
	@DisplayName("SSE-17 SSE-22 random bytes are a failure, not an endless loop")
	void survivesRandomBytes() {
		byte[] bytes = new byte[MEGABYTE];
		new Random(7).nextBytes(bytes);
		failure(ApixoException.class, (reply) -> {
			reply.startStream();
			for (int count = 0; count < 50; count++) {
				reply.chunk(bytes);
			}
			reply.endStream();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "content_block_start", "content_block_delta", "nobody_knows" })
	@DisplayName("MSG-16 an event nested 100,000 deep is a protocol failure, and the next call works")
	void refusesDeepEvents(String type) {
		failure(ApixoProtocolException.class,
				(reply) -> reply.startStream()
					.chunk("data: {\"type\":\"" + type + "\",\"index\":0,\"x\":" + deep() + "}\n\n")
					.endStream());
	}

	@Test
	@DisplayName("MSG-16 an answer in one piece nested 100,000 deep is a protocol failure")
	void refusesDeepAnswers() {
		failure(ApixoProtocolException.class,
				(reply) -> reply.respond(200, "application/json",
						Requests.MESSAGE.replace("\"text\":\"Hello\"", "\"text\":" + deep())),
				(client) -> client.create(Requests.hello()));
	}

	@Test
	@DisplayName("MSG-16 tool input nested 100,000 deep is there as raw text")
	void keepsDeepToolInput() {
		String deltas = IntStream.range(0, 100)
			.mapToObj((number) -> "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":"
					+ "\"input_json_delta\",\"partial_json\":\"" + "[".repeat(DEPTH / 100) + "\"}}\n\n")
			.collect(Collectors.joining());
		try (ScriptedGateway gateway = ScriptedGateway.playing((reply) -> reply.respond(200, "text/event-stream",
				Requests.START + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
						+ "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}}\n\n" + deltas
						+ "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
						+ "data: {\"type\":\"message_stop\"}\n\n"))) {
			Outcome<Message> outcome = Outcome
				.of(this.connector.client(gateway).build().streamMessage(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.elements().get(0).content()).singleElement()
				.isInstanceOfSatisfying(ToolUseBlock.class,
						(block) -> assertThat(block.unparsedInput()).hasSize(DEPTH));
		}
	}

	@Test
	@DisplayName("SSE-22 an answer in one piece of 50 MB is a limit failure")
	void limitsAnswers() {
		failure(ApixoLimitException.class,
				(reply) -> reply.respond(200, "application/json",
						Requests.MESSAGE.replace("Hello", MB_OF_TEXT.repeat(50))),
				(client) -> client.create(Requests.hello()));
	}

	static Stream<Arguments> floodedHeads() {
		return Stream.of(
				reply("10,000 headers", (reply) -> reply.respond(200, "text/event-stream", Requests.SHORT_STREAM,
						IntStream.range(0, 10_000).mapToObj((number) -> "x-" + number + ": y").toArray(String[]::new))),
				reply("headers without end", (reply) -> {
					reply.write(EVENT_STREAM);
					reply.writeUntilClosed("x-header: 0123456789\r\n".repeat(1000), new AtomicLong());
				}),
				reply("a header of 20 MB",
						(reply) -> reply.respond(200, "text/event-stream", Requests.SHORT_STREAM,
								"x-header: " + "x".repeat(20 * MEGABYTE))),
				reply("a status line without end",
						(reply) -> reply.writeUntilClosed("HTTP/1.1 200 " + MB_OF_TEXT, new AtomicLong())),
				informationalAnswers("100 Continue", ""), informationalAnswers("102 Processing", ""),
				informationalAnswers("103 Early Hints", "Link: </a>\r\n"),
				informationalAnswers("103 Early Hints", "Link: </" + "a".repeat(7 * 1024) + ">\r\n"),
				informationalAnswers("104 Upload Resumption Supported", ""));
	}

	private static Arguments informationalAnswers(String status, String headers) {
		String answer = "HTTP/1.1 " + status + "\r\n" + headers + "\r\n";
		return reply(status + " without end, " + answer.length() + " characters each",
				(reply) -> reply.writeUntilClosed(answer.repeat(100), new AtomicLong()));
	}

	@ParameterizedTest
	@MethodSource("floodedHeads")
	@DisplayName("HTTP-18 a flood of headers or of informational answers is a connection failure")
	void refusesFloodedHeads(Script script) {
		failure(ApixoConnectionException.class, script);
	}

	static Stream<Arguments> floodedBodies() {
		return Stream.of(reply("trailers without end", (reply) -> {
			reply.write("0\r\n");
			reply.writeUntilClosed("x-trailer: 0123456789\r\n".repeat(1000), new AtomicLong());
		}), reply("a chunk size without end", (reply) -> reply.writeUntilClosed("0".repeat(1000), new AtomicLong())));
	}

	@ParameterizedTest
	@MethodSource("floodedBodies")
	@DisplayName("HTTP-13 what a connector cannot read of a body ends the stream")
	void refusesFloodedBodies(Script script) {
		failure(ApixoIncompleteStreamException.class, (reply) -> {
			reply.startStream().chunk(Requests.START);
			script.play(reply);
		});
	}

	@Test
	@DisplayName("HTTP-13 HTTP-16 a chunk extension without end is an error or silence, but no life")
	void takesNoChunkExtensionForLife() {
		ApixoException failure = failure(ApixoException.class, (reply) -> {
			reply.startStream().chunk(Requests.START).write("5;x=");
			reply.writeUntilClosed(MB_OF_TEXT, new AtomicLong());
		}, (client) -> client.mutate().idleTimeout(Duration.ofMillis(500)).build().stream(Requests.hello()));
		assertThat(failure).isInstanceOfAny(ApixoIncompleteStreamException.class, ApixoTimeoutException.class);
	}

	@Test
	@DisplayName("HTTP-18 informational answers without end are no answer")
	void doesNotWaitBehindInformationalAnswers() {
		failure(ApixoTimeoutException.class, (reply) -> {
			while (true) {
				reply.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
				reply.pause(Duration.ofMillis(20));
			}
		}, (client) -> client.mutate().responseTimeout(Duration.ofSeconds(1)).build().stream(Requests.hello()));
	}

	/**
	 * Calls twice: the first call fails as expected and leaves nothing behind, the second
	 * one works.
	 */
	private <E extends ApixoException> E failure(Class<E> type, Script hostile) {
		return failure(type, hostile, (client) -> client.stream(Requests.hello()));
	}

	private <E extends ApixoException> E failure(Class<E> type, Script hostile,
			Function<ApixoMessagesClient, Publisher<?>> call) {
		Moment over = new Moment();
		Script played = (reply) -> {
			try {
				hostile.play(reply);
			}
			finally {
				over.comes();
			}
		};
		try (ScriptedGateway gateway = ScriptedGateway.playing(played, HELLO)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			long heapBefore = Heap.used();
			E failure = Outcome.of(call.apply(client)).failure(type);
			over.await();
			assertThat(Heap.used() - heapBefore).isLessThan(8 * MEGABYTE);
			assertThat(Outcome.of(client.stream(Requests.hello())).elements()).hasSize(Requests.EVENTS);
			return failure;
		}
	}

	private static String deep() {
		return "[".repeat(DEPTH) + "]".repeat(DEPTH);
	}

	private static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream output = new GZIPOutputStream(packed)) {
			output.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return packed.toByteArray();
	}

}
