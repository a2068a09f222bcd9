package ai.apixo.client;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoProtocolException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses that are too large, or rubbish: the memory stays bounded, the failure says
 * what it was, and the next call works.
 */
@EachConnector
class HostileResponseTests {

	private static final int MEGABYTE = 1_000_000;

	private final TestConnector connector;

	private final HostileCall call;

	HostileResponseTests(TestConnector connector) {
		this.connector = connector;
		this.call = new HostileCall(connector);
	}

	private static Arguments response(String name, Script script) {
		return Arguments.argumentSet(name, script);
	}

	static Stream<Arguments> endlessEvents() {
		return Stream.of(response("a line of 50 MB", (response) -> {
			response.chunk("data: ");
			for (int count = 0; count < 50; count++) {
				response.chunk(Requests.MEGABYTE_OF_TEXT);
			}
		}), response("an endless line", (response) -> {
			response.chunk("data: {\"type\":\"");
			response.writeUntilClosed(Requests.chunk(Requests.MEGABYTE_OF_TEXT), new AtomicLong());
		}), response("endless data lines",
				(response) -> response.writeUntilClosed(Requests.chunk("data: 0123456789\n".repeat(1000)),
						new AtomicLong())),
				response("endless names", (response) -> response
					.writeUntilClosed(Requests.chunk("event: x\n".repeat(1000)), new AtomicLong())),
				response("an endless comment", (response) -> {
					response.chunk(": ");
					response.writeUntilClosed(Requests.chunk(Requests.MEGABYTE_OF_TEXT), new AtomicLong());
				}));
	}

	@ParameterizedTest
	@MethodSource("endlessEvents")
	@DisplayName("SSE-22 an event that never ends is a limit failure that names the property")
	void limitsEvents(Script endless) {
		ApixoLimitException failure = this.call.failure(ApixoLimitException.class, (response) -> {
			response.startStream().chunk(Requests.START);
			endless.play(response);
		});
		assertThat(failure.limit()).isEqualTo(ApixoLimit.MAX_MESSAGE_SIZE);
		assertThat(failure).hasMessageContaining("16 MB").hasMessageContaining("maxMessageSize(..)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: 0123456789", "data: 0123456789\n", "event: 0123456789\n" })
	@DisplayName("SSE-22 an event that is not complete holds less than three times the limit")
	void holdsLittle(String piece) {
		int limit = 8 * MEGABYTE;
		String body = piece.repeat(limit * 9 / 10 / piece.length());
		AtomicLong received = new AtomicLong();
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk(Requests.START).chunk(body).awaitClose())) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.webClientBuilder(this.connector.webClient().filter(counting(received)))
				.maxMessageSize(DataSize.ofBytes(limit))
				.build();
			Disposable subscription = client.stream(Requests.hello()).subscribe();
			Awaitility.await().until(() -> received.get() >= body.length());
			long heapWhileOpen = Heap.used();
			subscription.dispose();
			Awaitility.await()
				.untilAsserted(() -> assertThat(heapWhileOpen - Heap.used()).isBetween((long) limit / 2, 3L * limit));
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
					response(status + " with 20 MB", (response) -> response.respond(status, "text/html", page)),
					response(status + " with 20 MB of JSON",
							(response) -> response.respond(status, "application/json",
									"{\"error\":{\"message\":\"" + page + "\"}}")),
					response(status + " with 20 MB in chunks", (response) -> {
						response.write("HTTP/1.1 " + status + " Error\r\nTransfer-Encoding: chunked\r\n\r\n");
						response.chunk(page).endStream();
					}), response(status + " without an end", (response) -> {
						response.write("HTTP/1.1 " + status + " Error\r\nTransfer-Encoding: chunked\r\n\r\n");
						response.writeUntilClosed(Requests.chunk(Requests.MEGABYTE_OF_TEXT), new AtomicLong());
					})));
	}

	@ParameterizedTest
	@MethodSource("errorBodies")
	@DisplayName("HTTP-6 HTTP-7 a body that explains a status is kept in part, however large it is")
	void keepsPartOfErrorBodies(Script script) {
		ApixoApiException failure = this.call.failure(ApixoApiException.class, script);
		assertThat(failure.status()).isIn(400, 429, 502);
		assertThat(failure.body()).hasSizeBetween(1000, 10_000);
		assertThat(failure.getMessage()).hasSizeLessThan(1000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/json", "application/octet-stream" })
	@DisplayName("HTTP-8 a good status with a body without end of another kind is a protocol failure")
	void keepsPartOfPages(String contentType) {
		ApixoProtocolException failure = this.call.failure(ApixoProtocolException.class, (response) -> {
			response
				.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: " + contentType + "\r\n\r\n");
			response.writeUntilClosed(Requests.chunk(Requests.MEGABYTE_OF_TEXT), new AtomicLong());
		});
		assertThat(failure.getMessage()).contains("200", contentType).hasSizeLessThan(1000);
	}

	@Test
	@DisplayName("SSE-17 SSE-22 random bytes are a failure, not an endless loop")
	void survivesRandomBytes() {
		byte[] bytes = new byte[MEGABYTE];
		new Random(7).nextBytes(bytes);
		this.call.failure(ApixoException.class, (response) -> {
			response.startStream();
			for (int count = 0; count < 50; count++) {
				response.chunk(bytes);
			}
			response.endStream();
		});
	}

	@Test
	@DisplayName("SSE-22 an answer in one piece of 50 MB is a limit failure")
	void limitsAnswers() {
		this.call.failure(ApixoLimitException.class,
				(response) -> response.respond(200, "application/json",
						Requests.MESSAGE.replace("Hello", Requests.MEGABYTE_OF_TEXT.repeat(50))),
				(client) -> client.create(Requests.hello()));
	}

}
