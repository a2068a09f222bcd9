package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJsonMapper;

/**
 * Responses of these tests, as the wire has them.
 */
final class Answer {

	private static final JsonMapper MAPPER = MessagesJsonMapper.create();

	private final List<StreamEvent> events = new ArrayList<>();

	private int blocks;

	private Answer() {
		event("""
				{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],
				"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}""");
	}

	static MessagesRequest request() {
		return MessagesRequest.builder().model("m").maxTokens(100).user("Pancakes for four").build();
	}

	static Answer begin() {
		return new Answer();
	}

	/** A whole response whose text comes in one piece. */
	static Answer of(String text) {
		return begin().text(text).end("end_turn");
	}

	/** A whole response that is one call of a tool. */
	static Answer call(String name, String input) {
		return begin().toolUse(name, input).end("tool_use");
	}

	/** Add a text block. */
	Answer text(String... pieces) {
		event("{\"type\":\"content_block_start\",\"index\":" + this.blocks
				+ ",\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
		for (String piece : pieces) {
			delta("text_delta", "text", piece);
		}
		return stop();
	}

	/** Add a text block whose first words come with its start. */
	Answer startedText(String start, String... pieces) {
		event("{\"type\":\"content_block_start\",\"index\":" + this.blocks
				+ ",\"content_block\":{\"type\":\"text\",\"text\":" + quoted(start) + "}}");
		for (String piece : pieces) {
			delta("text_delta", "text", piece);
		}
		return stop();
	}

	/** Add a call of a tool. */
	Answer toolUse(String name, String... pieces) {
		event("{\"type\":\"content_block_start\",\"index\":" + this.blocks
				+ ",\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_" + this.blocks + "\",\"name\":\"" + name
				+ "\",\"input\":{}}}");
		for (String piece : pieces) {
			delta("input_json_delta", "partial_json", piece);
		}
		return stop();
	}

	private void delta(String type, String field, String piece) {
		event("{\"type\":\"content_block_delta\",\"index\":" + this.blocks + ",\"delta\":{\"type\":\"" + type + "\",\""
				+ field + "\":" + quoted(piece) + "}}");
	}

	private Answer stop() {
		event("{\"type\":\"content_block_stop\",\"index\":" + this.blocks + "}");
		this.blocks++;
		return this;
	}

	/** End the response. */
	Answer end(@Nullable String stopReason) {
		event("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
				+ ((stopReason != null) ? quoted(stopReason) : "null") + "},\"usage\":{\"output_tokens\":7}}");
		event("{\"type\":\"message_stop\"}");
		return this;
	}

	private void event(String json) {
		this.events.add(MAPPER.readValue(json, StreamEvent.class));
	}

	private static String quoted(String text) {
		return MAPPER.writeValueAsString(text);
	}

	List<StreamEvent> events() {
		return this.events;
	}

	Flux<StreamEvent> stream() {
		return Flux.fromIterable(this.events).hide();
	}

	Message message() {
		MessageAccumulator accumulator = new MessageAccumulator();
		this.events.forEach(accumulator::accept);
		return accumulator.message();
	}

	static JsonNode json(String text) {
		return MAPPER.readTree(text.replace('\'', '"'));
	}

	static ObjectNode object(String text) {
		return (ObjectNode) json(text);
	}

}
