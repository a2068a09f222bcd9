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
 * index or without an end, stray and misfit deltas, arguments cut anywhere, nulls.
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
				case 1 -> this.events.add(event("content_block_stop").put("index", index()));
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
		int index = index();
		this.events.add(event("content_block_start").put("index", index)
			.set("content_block", tree(this.values.next(ContentBlock.class))));
		this.inputs.put(index, pieces());
	}

	private void addDelta() {
		int index = index();
		Deque<String> pieces = this.inputs.getOrDefault(index, new ArrayDeque<>());
		JsonNode delta = (this.random.nextBoolean() && !pieces.isEmpty())
				? event("input_json_delta").put("partial_json", pieces.remove())
				: tree(this.values.next(ContentDelta.class));
		this.events.add(event("content_block_delta").put("index", index).set("delta", delta));
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

	private int index() {
		return this.random.nextInt(3);
	}

	private static ObjectNode event(String type) {
		return JsonNodeFactory.instance.objectNode().put("type", type);
	}

}
