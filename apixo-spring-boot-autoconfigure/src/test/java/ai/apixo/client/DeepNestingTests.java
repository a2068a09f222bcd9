package ai.apixo.client;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import ai.apixo.client.error.ApixoProtocolException;

/**
 * JSON that is nested as deep as a stack.
 */
class DeepNestingTests {

	private static final int DEPTH = 100_000;

	@ParameterizedTest
	@ValueSource(strings = { "content_block_start", "content_block_delta", "nobody_knows" })
	@DisplayName("MSG-16 an event nested 100,000 deep is a protocol failure, and the next call works")
	void refusesDeepEvents(String type) {
		String event = "data: {\"type\":\"" + type + "\",\"index\":0,\"x\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH)
				+ "}\n\n";
		try (ScriptedGateway gateway = ScriptedGateway.playing(
				(reply) -> reply.respond(200, "text/event-stream", Requests.START + event),
				(reply) -> reply.respond(200, "text/event-stream", Requests.SHORT_STREAM))) {
			ApixoMessagesClient client = ApixoMessagesClient.builder()
				.apiKey(Requests.KEY)
				.baseUrl(gateway.url())
				.build();
			StepVerifier.create(client.stream(Requests.hello()))
				.expectNextCount(1)
				.expectError(ApixoProtocolException.class)
				.verify(Duration.ofSeconds(20));
			StepVerifier.create(client.stream(Requests.hello()))
				.expectNextCount(Requests.EVENTS)
				.expectComplete()
				.verify(Duration.ofSeconds(20));
		}
	}

}
