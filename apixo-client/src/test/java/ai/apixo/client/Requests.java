package ai.apixo.client;

import java.nio.charset.StandardCharsets;

import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;

/**
 * Requests and responses that tests do not care about.
 */
public final class Requests {

	public static final String KEY = "test-key-0123456789";

	public static final String SHORT_STREAM = """
			event: message_start
			data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}

			event: content_block_start
			data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

			event: content_block_delta
			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

			event: content_block_stop
			data: {"type":"content_block_stop","index":0}

			event: message_delta
			data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}

			event: message_stop
			data: {"type":"message_stop"}

			""";

	public static final String START = SHORT_STREAM.substring(0, SHORT_STREAM.indexOf("event: content_block_start"));

	public static final int EVENTS = 6;

	/**
	 * Where the head of a stream begins: other headers, or the empty line, are to follow.
	 */
	public static final String STREAM_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

	public static final String MEGABYTE_OF_TEXT = "0123456789".repeat(100_000);

	public static final String MESSAGE = """
			{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],
			"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}""";

	private Requests() {
	}

	public static MessagesRequest hello() {
		return MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(256)
			.user("Say hello in one sentence.")
			.build();
	}

	public static String delta(String text) {
		return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
				+ "\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}}\n\n";
	}

	/**
	 * A text as a chunk of HTTP.
	 */
	public static String chunk(String text) {
		return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
	}

	public static String error(String type) {
		return "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"" + type
				+ "\",\"message\":\"Sorry\"},\"request_id\":\"req_1\"}\n\n";
	}

}
