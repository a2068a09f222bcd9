package ai.apixo.client;

import java.io.IOException;
import java.time.Duration;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.messages.MessagesRequest;

/**
 * What the gateways of these tests send.
 */
public final class Gateways {

	public static final String KEY = "test-key-0123456789";

	private static final String HEAD = """
			event: message_start
			data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-test","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"cache_read_input_tokens":40,"cache_creation_input_tokens":5,"output_tokens":1}}}

			event: content_block_start
			data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

			event: content_block_delta
			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

			""";

	private static final String TAIL = """
			event: content_block_delta
			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":", world"}}

			event: content_block_stop
			data: {"type":"content_block_stop","index":0}

			event: message_delta
			data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":7}}

			event: message_stop
			data: {"type":"message_stop"}

			""";

	/**
	 * The whole stream of {@code Hello, world}.
	 */
	public static final String HELLO = HEAD + TAIL;

	private Gateways() {
	}

	public static MessagesRequest request() {
		return MessagesRequest.builder()
			.model("claude-asked")
			.maxTokens(256)
			.user("Say hello in one sentence.")
			.build();
	}

	/**
	 * Streams {@code Hello, world}.
	 */
	public static void hello(ScriptedResponse response) throws IOException {
		response.startStream().chunk(HEAD).chunk(TAIL).endStream();
	}

	/**
	 * Streams {@code Hello} and then nothing more until the client closes the connection.
	 */
	public static void stall(ScriptedResponse response) throws IOException {
		response.startStream().chunk(HEAD).awaitClose();
	}

	/**
	 * Streams {@code Hello}, waits, then streams the rest.
	 * @param millis how long to wait
	 * @return the script
	 */
	public static Script pausing(long millis) {
		return (response) -> response.startStream()
			.chunk(HEAD)
			.pause(Duration.ofMillis(millis))
			.chunk(TAIL)
			.endStream();
	}

	/**
	 * Responds with an error in the format of the Messages reference.
	 * @param status the status
	 * @param type the type of the error
	 * @param headers further header lines
	 * @return the script
	 */
	public static Script error(int status, String type, String... headers) {
		return (response) -> response.respond(status, "application/json",
				"{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"Sorry\"}}", headers);
	}

}
