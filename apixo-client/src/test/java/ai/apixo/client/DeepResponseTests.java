package ai.apixo.client;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.messages.Message;
import ai.apixo.messages.content.ToolUseBlock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses with JSON nested so deep that reading it would take more stack than a thread
 * has.
 */
@EachConnector
class DeepResponseTests {

	private static final int DEPTH = 100_000;

	private final TestConnector connector;

	private final HostileCall call;

	DeepResponseTests(TestConnector connector) {
		this.connector = connector;
		this.call = new HostileCall(connector);
	}

	@ParameterizedTest
	@ValueSource(strings = { "content_block_start", "content_block_delta", "nobody_knows" })
	@DisplayName("MSG-16 an event nested 100,000 deep is a protocol failure, and the next call works")
	void refusesDeepEvents(String type) {
		this.call.failure(ApixoProtocolException.class,
				(response) -> response.startStream()
					.chunk("data: {\"type\":\"" + type + "\",\"index\":0,\"x\":" + deep() + "}\n\n")
					.endStream());
	}

	@Test
	@DisplayName("MSG-16 an answer in one piece nested 100,000 deep is a protocol failure")
	void refusesDeepAnswers() {
		this.call.failure(ApixoProtocolException.class,
				(response) -> response.respond(200, "application/json",
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
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(200, "text/event-stream",
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

	@ParameterizedTest
	@ValueSource(ints = { 400, 429, 502 })
	@DisplayName("HTTP-6 HTTP-7 MSG-16 a body that explains a status is kept in part, however deep it is")
	void keepsPartOfDeepErrorBodies(int status) {
		ApixoApiException failure = this.call.failure(ApixoApiException.class,
				(response) -> response.respond(status, "application/json", deep()));
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.body()).hasSizeBetween(1000, 10_000);
		assertThat(failure.getMessage()).hasSizeLessThan(1000);
	}

	private static String deep() {
		return "[".repeat(DEPTH) + "]".repeat(DEPTH);
	}

}
