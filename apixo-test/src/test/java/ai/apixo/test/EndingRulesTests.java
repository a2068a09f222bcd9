package ai.apixo.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.Requests;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.test.Conversations.Outcome;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.hangUp;
import static ai.apixo.test.Reply.reply;
import static ai.apixo.test.Reply.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * How a reply breaks off.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class EndingRulesTests {

	private static final Reply HELLO = reply().text("Hel", "lo");

	/**
	 * The replies that make the behavior of each row of docs/edges.md happen.
	 */
	private static final Map<String, List<Reply>> FAULTS = Map.ofEntries(
			Map.entry("pings", List.of(reply().ping().text("x"))),
			Map.entry("`[DONE]`, and events without data", List.of(Reply.sse("data: [DONE]\n\n" + HELLO.body()))),
			Map.entry("a stream without `event:` lines, or with wrong ones",
					List.of(HELLO.withoutEventNames(),
							Reply.sse(HELLO.body().replace("event: content_block_delta", "event: other")))),
			Map.entry("a missing or wrong `content-type`",
					List.of(HELLO.header("content-type"), HELLO.header("content-type", "text/plain"))),
			Map.entry("a stream that does not begin with `message_start`",
					List.of(Reply.sse("data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"))),
			Map.entry("a content encoding that was not requested", List.of(HELLO.header("content-encoding", "gzip"))),
			Map.entry("bytes that are not UTF-8",
					List.of(Reply.sse(new byte[] { 'd', 'a', 't', 'a', ':', (byte) 0xff, '\n', '\n' }))),
			Map.entry("a second `message_start`", List.of(reply().event(
					"{\"type\":\"message_start\",\"message\":{\"id\":\"other\",\"type\":\"message\",\"content\":[]}}"))),
			Map.entry("data after `message_stop`", List.of(Reply.sse(HELLO.body() + HELLO.body()))),
			Map.entry("JSON nested deeper than 500 levels", List.of(Reply.sse("data: " + "[".repeat(600) + "\n\n"))),
			Map.entry("a connection that fails before the response", List.of(hangUp())),
			Map.entry("an `error` event, an end or a reset before the first event",
					List.of(HELLO.take(0).error("overloaded_error"), HELLO.take(0), HELLO.take(0).reset())),
			Map.entry("an event or a response larger than `apixo.http.max-message-size`",
					List.of(reply().text("x".repeat(17_000_000)))),
			Map.entry(
					"JSON with so many objects, strings, long numbers or characters beyond Latin-1 that it would take "
							+ "more than about four times `apixo.http.max-message-size` in memory",
					List.of(reply().text("Hel").event("{\"type\":\"new\",\"x\":[" + "{},".repeat(200_000) + "{}]}"))),
			Map.entry(
					"JSON within a text, such as the arguments of a tool or a structured document, with so many values "
							+ "that they would take more than 64 MB in memory",
					List.of(reply().toolUseJson("refund", "{\"x\":[" + "{},".repeat(1_500_000) + "{}]}"))),
			Map.entry("an event or a response larger than 256 KB", List.of(reply().text("x".repeat(300_000)))),
			Map.entry("an error in another form",
					List.of(reply().text("Hel").event("{\"type\":\"overloaded_error\"}"),
							Reply.sse("data: {\"error\":{\"message\":\"No more tokens.\"}}\n\n"),
							Reply.sse("{\"error\":{\"message\":\"No more tokens.\"}}"))),
			Map.entry("a flood of response headers", List.of(HELLO.header("x-flood", "x".repeat(9000)))),
			Map.entry("a response of the gateway that contains the key",
					List.of(Reply.error(400, "invalid_request_error", "key: mock-key"))),
			Map.entry("500, 503, 529, 408, 409",
					List.of(Reply.error(500), Reply.error(503), Reply.error(529), Reply.error(408), Reply.error(409))));

	/**
	 * Rows about the connection before a request, about the process or the application:
	 * no reply can cause them. Nor does an HTTP server send informational responses
	 * unasked.
	 */
	private static final Set<String> NO_FAULTS_OF_A_REPLY = Set.of(
			"a request on an idle connection that the gateway is just closing, or an HTTP/2 stream that the gateway refuses",
			"a gateway that responds and closes the connection before it has read a large request",
			"a process that was paused, such as a frozen container",
			"informational responses (`100 Continue`, `103 Early Hints`)", "plain http in `apixo.base-url`",
			"closing the application");

	static Stream<Arguments> endings() {
		return Stream
			.of(Arguments.of(HELLO.end(), "Hello", ApixoIncompleteStreamException.class, ApixoException.class),
					Arguments.of(HELLO.cut(), "Hello", ApixoIncompleteStreamException.class, ApixoException.class),
					Arguments.of(HELLO.reset(), "Hello", ApixoIncompleteStreamException.class, ApixoException.class),
					Arguments.of(HELLO.stall(), "Hello", ApixoTimeoutException.class, ApixoTimeoutException.class),
					Arguments.of(HELLO.error("overloaded_error"), "Hello", ApixoApiException.class,
							ApixoApiException.class),
					Arguments.of(HELLO.take(3), "Hel", ApixoIncompleteStreamException.class, ApixoException.class),
					Arguments.of(HELLO.take(3).cut(), "Hel", ApixoIncompleteStreamException.class,
							ApixoException.class),
					Arguments.of(HELLO.take(2).stall(), "", ApixoTimeoutException.class, ApixoTimeoutException.class),
					Arguments.of(HELLO.take(0).error("api_error"), "", ApixoApiException.class,
							ApixoApiException.class),
					Arguments.of(hangUp(), "", ApixoConnectionException.class, ApixoConnectionException.class),
					Arguments.of(silence(), "", ApixoTimeoutException.class, ApixoTimeoutException.class))
			.flatMap((row) -> Stream.of(Transport.values())
				.map((transport) -> Arguments.of(transport, row.get()[0], row.get()[1], row.get()[2], row.get()[3])));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("endings")
	@DisplayName("KIT-15 an ending strikes after the last delta, and a plain call fails alike")
	void endingStrikes(Transport transport, Reply reply, String text, Class<? extends Throwable> streamed,
			Class<? extends Throwable> created) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply(reply);
			Duration patience = (streamed == ApixoTimeoutException.class) ? Duration.ofMillis(500) : Conversations.LONG;
			ApixoMessagesClient client = gateway.client()
				.mutate()
				.idleTimeout(patience)
				.responseTimeout(patience)
				.build();
			Outcome outcome = Conversations.outcome(client);
			assertThat(outcome.text()).isEqualTo(text);
			assertThat(outcome.failure()).isInstanceOf(streamed);
			assertThatThrownBy(() -> Conversations.created(client)).isInstanceOf(created);
		}
	}

	@Test
	@DisplayName("KIT-15 an ending leaves the block open, a complete reply does not")
	void endingLeavesTheBlockOpen() {
		assertThat(HELLO.end().body()).contains("\"lo\"").doesNotContain("content_block_stop");
		assertThat(HELLO.take(3).body()).contains("\"Hel\"").doesNotContain("\"lo\"");
		assertThat(HELLO.take(100).body()).isEqualTo(HELLO.body());
		assertThat(HELLO.take(0).cut().body()).isEmpty();
		assertThat(HELLO.error("overloaded_error").body()).endsWith("\"request_id\":\"req_1\"}\n\n")
			.contains("event: error\n");
	}

	@EachTransport
	@DisplayName("KIT-15 take(n) of more events than there are takes nothing away, also from a plain call")
	void takingMoreThanThereIs(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply(HELLO.take(100));
			assertThat(Conversations.streamed(gateway.client()).text()).isEqualTo("Hello");
			assertThat(Conversations.created(gateway.client()).text()).isEqualTo("Hello");
		}
	}

	@Test
	@DisplayName("KIT-15 end() ends as HTTP demands, cut() and reset() break the body")
	void endIsCompleteAsHttp() {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			String plain = RawHttp.REQUEST.replace("\"stream\":true,", "");
			gateway.enqueue(HELLO.end(), HELLO.cut(), HELLO.reset(), HELLO.end(), HELLO.cut(), HELLO.reset());
			assertThat(RawHttp.bodySoFar(gateway, RawHttp.REQUEST)).endsWith("\n\n|");
			assertThat(RawHttp.bodySoFar(gateway, RawHttp.REQUEST)).endsWith("\n\n<broken>");
			assertThat(RawHttp.bodySoFar(gateway, RawHttp.REQUEST)).endsWith("<broken>");
			assertThat(RawHttp.bodySoFar(gateway, plain)).startsWith("{\"id\"").endsWith("|");
			assertThat(RawHttp.bodySoFar(gateway, plain)).startsWith("{\"id\"").endsWith("<broken>");
			assertThat(RawHttp.bodySoFar(gateway, plain)).endsWith("<broken>");
		}
	}

	@EachTransport
	@DisplayName("KIT-15 an error event before the first other one is judged like the status that a plain call gets")
	void errorIsTriedAgainLikeItsStatus(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(HELLO.take(0).error("rate_limit_error"), HELLO, HELLO.error("rate_limit_error"), HELLO);
			assertThat(Conversations.text(gateway.client(), Requests.hello())).isEqualTo("Hello");
			assertThat(Conversations.created(gateway.client()).text()).isEqualTo("Hello");
			assertThat(gateway).received(4);
		}
	}

	static List<Reply> faults() {
		return FAULTS.values().stream().flatMap(List::stream).toList();
	}

	@Test
	@DisplayName("KIT-15 KIT-17 the table of edges has no fault that is not scripted")
	void everyRowIsScripted() throws IOException {
		Set<String> rows = new HashSet<>(FAULTS.keySet());
		rows.addAll(NO_FAULTS_OF_A_REPLY);
		assertThat(Pattern.compile("(?m)^\\| ([^|]+) \\| [^-]")
			.matcher(Files.readString(Path.of("../docs/edges.md")))
			.results()
			.map((row) -> row.group(1))
			.filter((row) -> !row.equals("situation"))).containsExactlyInAnyOrderElementsOf(rows);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("faults")
	@DisplayName("KIT-15 KIT-17 every fault of the table of edges is one line, after which the gateway goes on")
	void everyFaultIsOneLine(Reply fault) {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			gateway.when((request) -> request.lastUserText().equals("after")).reply(HELLO);
			gateway.when((request) -> !request.lastUserText().equals("after")).reply(fault);
			Outcome outcome = Conversations.outcome(gateway.client());
			if (outcome.failure() != null) {
				assertThat(outcome.failure()).isInstanceOf(ApixoException.class);
			}
			assertThat(Conversations.text(gateway.client(), Conversations.asking("after"))).isEqualTo("Hello");
			gateway.verify();
		}
	}

}
