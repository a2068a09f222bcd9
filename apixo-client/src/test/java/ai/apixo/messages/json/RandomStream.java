package ai.apixo.messages.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.event.ContentDelta;
import ai.apixo.messages.event.MessageDelta;

/**
 * Makes random sequences of events: blocks side by side, out of order, with the same
 * index, without index or end, of unknown types; stray and misfit deltas, arguments cut
 * anywhere, nulls.
 */
final class RandomStream {

	private static final List<String> NULLABLE = List.of("stop_reason", "stop_sequence", "stop_details", "container",
			"x_new");

	private final Random random;

	private final ModelValues values;

	private final RandomJson json;

	private final JsonMapper mapper;

	private final Map<Integer, Deque<String>> inputs = new HashMap<>();

	private final List<JsonNode> events = new ArrayList<>();

	private RandomStream(long seed, JsonMapper mapper) {
		this.random = new Random(seed);
		this.values = new ModelValues(seed);
		this.json = new RandomJson(this.random);
		this.mapper = mapper;
	}

	static List<JsonNode> of(long seed, JsonMapper mapper) {
		RandomStream stream = new RandomStream(seed, mapper);
		stream.fill();
		return stream.events;
	}

	private void fill() {
		if (this.random.nextInt(5) == 0) {
			addDelta();
		}
		ObjectNode start = event("message_start").set("message", tree(this.values.next(Message.class)));
		this.events.add(start);
		for (int i = this.random.nextInt(40); i > 0; i--) {
			switch (this.random.nextInt(8)) {
				case 0 -> addStart();
				case 1 -> this.events.add(indexed(event("content_block_stop")));
				case 2 -> this.events.add(messageDelta());
				case 3 -> this.events.add(event(this.random.nextBoolean() ? "ping" : "x_event"));
				case 4 -> this.events.add((this.random.nextInt(9) == 0) ? start : event("x_event"));
				default -> addDelta();
			}
		}
		if (this.random.nextInt(4) > 0) {
			this.events.add(event("message_stop"));
			addDelta();
		}
	}

	private void addStart() {
		ObjectNode start = indexed(event("content_block_start"));
		JsonNode block = (this.random.nextInt(4) == 0) ? unknownBlock() : tree(this.values.next(ContentBlock.class));
		this.events.add(start.set("content_block", block));
		this.inputs.put(start.path("index").intValue(-1), pieces());
	}

	/**
	 * A block that stays JSON, with some fields that can grow.
	 */
	private ObjectNode unknownBlock() {
		ObjectNode block = event(oneOf("x_block", "tool_use"));
		for (String field : List.of("text", "thinking", "signature", "content", "input", "citations", "x_note")) {
			switch (this.random.nextInt(5)) {
				case 0 -> block.putNull(field);
				case 1 -> block.put(field, "seed ");
				case 2 -> block.putArray(field);
				case 3 -> block.putObject(field);
				default -> {
				}
			}
		}
		return block;
	}

	private void addDelta() {
		ObjectNode event = indexed(event("content_block_delta"));
		Deque<String> pieces = this.inputs.getOrDefault(event.path("index").intValue(-1), new ArrayDeque<>());
		this.events.add(event.set("delta", switch (this.random.nextInt(5)) {
			case 0, 1 -> tree(this.values.next(ContentDelta.class));
			case 2 -> event("x_delta").put("content", "more ").put("x_note", "more ").put("text", "more ");
			default -> event("input_json_delta").put("partial_json", pieces.isEmpty() ? "" : pieces.remove());
		}));
	}

	private ObjectNode messageDelta() {
		ObjectNode event = (ObjectNode) tree(this.values.next(MessageDelta.class));
		event.withObjectProperty("delta").putNull(NULLABLE.get(this.random.nextInt(NULLABLE.size())));
		event.withObjectProperty("usage").putNull("input_tokens").put("output_tokens", this.random.nextInt(100));
		return event;
	}

	private Deque<String> pieces() {
		String text = this.json.object(Map.of("key", "value")).toString();
		Deque<String> pieces = new ArrayDeque<>();
		for (int from = 0; from < text.length();) {
			int to = Math.min(text.length(), from + this.random.nextInt(20));
			pieces.add(text.substring(from, to));
			from = to;
		}
		return pieces;
	}

	private JsonNode tree(Object value) {
		return this.mapper.valueToTree(value);
	}

	/**
	 * Most events have an index, and few different ones, so that blocks get in each
	 * other's way.
	 */
	private ObjectNode indexed(ObjectNode event) {
		return (this.random.nextInt(6) > 0) ? event.put("index", this.random.nextInt(3)) : event;
	}

	private String oneOf(String... values) {
		return values[this.random.nextInt(values.length)];
	}

	private static ObjectNode event(String type) {
		return JsonNodeFactory.instance.objectNode().put("type", type);
	}

}
