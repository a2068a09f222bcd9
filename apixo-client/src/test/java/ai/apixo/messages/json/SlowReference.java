package ai.apixo.messages.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * The rules of accumulation once more, on plain JSON and without a thought of speed.
 */
final class SlowReference {

	private final List<Block> blocks = new ArrayList<>();

	private @Nullable ObjectNode message;

	private boolean complete;

	void accept(JsonNode event) {
		String type = event.path("type").stringValue("");
		if (this.complete) {
			return;
		}
		if (this.message == null) {
			if (type.equals("message_start")) {
				this.message = (ObjectNode) event.path("message").deepCopy();
			}
			return;
		}
		int index = event.path("index").intValue(-1);
		switch (type) {
			case "content_block_start" -> start(index, (ObjectNode) event.path("content_block").deepCopy());
			case "content_block_delta" -> grow(index, event.path("delta"));
			case "content_block_stop" -> stop(index);
			case "message_delta" -> update(this.message, event);
			case "message_stop" -> {
				this.blocks.forEach((block) -> block.open = false);
				this.blocks.forEach((block) -> block.parseable = !block.stray);
				this.complete = true;
			}
			default -> {
			}
		}
	}

	private static void update(ObjectNode message, JsonNode event) {
		event.path("delta").forEachEntry(message::set);
		event.path("usage").forEachEntry((name, value) -> {
			JsonNode earlier = message.path("usage").path(name);
			boolean wipes = value.isNumber() && value.decimalValue().signum() == 0 && earlier.isNumber()
					&& earlier.decimalValue().signum() > 0;
			if (!value.isNull() && !wipes) {
				message.withObjectProperty("usage").set(name, value);
			}
		});
	}

	private void start(int index, ObjectNode json) {
		int place = (index >= 0) ? index : this.blocks.stream().mapToInt((block) -> block.index + 1).max().orElse(0);
		Block earlier = latest(this.blocks, place);
		Block block = new Block(place, json);
		if (earlier != null && earlier.stray && block.hasInput()) {
			block.input = earlier.input.trim().isEmpty() ? "" : earlier.input;
			earlier.adopted = true;
		}
		this.blocks.add(block);
	}

	private void grow(int given, JsonNode delta) {
		String kind = kind(delta);
		int index = (given >= 0) ? given : indexFor(kind);
		Block newest = latest(this.blocks, index);
		Block target = newest;
		if (newest != null && !newest.takes(delta)) {
			target = latest(this.blocks.stream().filter((block) -> block.kind.equals(kind)).toList(), index);
			if (newest.kind.equals("unknown") && (target == null || !target.open)) {
				return;
			}
		}
		if (target == null) {
			target = switch (kind) {
				case "text" -> new Block(index, ExactJson.parse("{\"type\":\"text\",\"text\":\"\"}"));
				case "thinking" -> new Block(index, ExactJson.parse("{\"type\":\"thinking\",\"thinking\":\"\"}"));
				case "call" ->
					new Block(index, ExactJson.parse("{\"type\":\"tool_use\",\"id\":\"\",\"name\":\"\",\"input\":{}}"));
				default -> null;
			};
			if (target == null) {
				return;
			}
			target.stray = kind.equals("call");
			target.open = !target.stray;
			this.blocks.add(target);
		}
		String input = target.input;
		target.grow(delta);
		target.parseable &= target.input.equals(input);
	}

	private int indexFor(String kind) {
		List<Block> open = this.blocks.stream().filter((block) -> block.open).toList();
		if (open.size() == 1) {
			return open.get(0).index;
		}
		if (kind.equals("call") && !open.isEmpty()) {
			List<Block> calls = open.stream().filter((block) -> block.kind.equals("call")).toList();
			return (calls.size() == 1) ? calls.get(0).index : -1;
		}
		return this.blocks.isEmpty() ? 0 : this.blocks.get(this.blocks.size() - 1).index;
	}

	private void stop(int index) {
		List<Block> open = this.blocks.stream().filter((block) -> block.open).toList();
		Block block = (index < 0) ? (open.size() == 1) ? open.get(0) : null : latest(open, index);
		if (block != null) {
			block.open = false;
			block.parseable = true;
		}
	}

	private static @Nullable Block latest(List<Block> blocks, int index) {
		Block latest = null;
		for (Block block : blocks) {
			latest = (block.index == index) ? block : latest;
		}
		return latest;
	}

	private static String kind(JsonNode delta) {
		return switch (delta.path("type").stringValue("")) {
			case "text_delta", "citations_delta" -> "text";
			case "thinking_delta", "signature_delta" -> "thinking";
			case "input_json_delta" -> "call";
			default -> "unknown";
		};
	}

	JsonNode message() {
		ObjectNode result = Objects.requireNonNull(this.message).deepCopy();
		ArrayNode content = result.withArrayProperty("content");
		shown().forEach((block) -> content.add(block.result()));
		return result;
	}

	/**
	 * The raw arguments of the blocks, where they are not an object or not yet.
	 */
	List<String> unparsedInputs() {
		String stray = strayArguments();
		List<String> inputs = new ArrayList<>();
		for (Block block : shown()) {
			JsonNode value = block.parsed();
			boolean parsed = (value != null && value.isObject()) || block.input.trim().isEmpty();
			String own = parsed ? null : block.input;
			inputs.add(String.valueOf((block.lacksArguments() && !stray.isEmpty()) ? stray : own));
		}
		return inputs;
	}

	private List<Block> shown() {
		boolean inDoubt = this.blocks.stream().anyMatch(Block::lacksArguments);
		return this.blocks.stream()
			.filter((block) -> !block.stray || (!inDoubt && !block.adopted && !block.input.trim().isEmpty()))
			.sorted(Comparator.comparingInt((block) -> block.index))
			.toList();
	}

	private String strayArguments() {
		StringBuilder joined = new StringBuilder();
		this.blocks.stream()
			.filter((block) -> block.stray && !block.adopted && !block.input.trim().isEmpty())
			.forEach((block) -> joined.append(block.input));
		return joined.toString();
	}

	private static final class Block {

		private final int index;

		private final ObjectNode json;

		private final String kind;

		private String input = "";

		private boolean open = true;

		private boolean stray;

		private boolean adopted;

		private boolean parseable;

		Block(int index, JsonNode json) {
			this.index = index;
			this.json = (ObjectNode) json;
			this.kind = switch (json.path("type").stringValue("")) {
				case "text" -> "text";
				case "thinking" -> "thinking";
				case "tool_use", "server_tool_use" -> json.has("id") ? "call" : "unknown";
				default -> json.path("type").stringValue("").startsWith("x_") ? "unknown" : "whole";
			};
		}

		boolean hasInput() {
			return this.kind.equals("call") || (this.kind.equals("unknown") && this.json.has("input"));
		}

		boolean takes(JsonNode delta) {
			if (!this.kind.equals("unknown")) {
				return this.kind.equals(kind(delta));
			}
			return switch (delta.path("type").stringValue("")) {
				case "text_delta" -> growsBy("text");
				case "citations_delta" -> growsBy("citations");
				case "thinking_delta" -> growsBy("thinking");
				case "signature_delta" -> growsBy("signature");
				case "input_json_delta" -> hasInput();
				default -> true;
			};
		}

		private boolean growsBy(String field) {
			JsonNode value = this.json.path(field);
			return value.isNull() || (field.equals("citations") ? value.isArray() : value.isString());
		}

		boolean lacksArguments() {
			return this.kind.equals("call") && !this.stray && this.input.trim().isEmpty()
					&& this.json.path("input").equals(JsonNodeFactory.instance.objectNode());
		}

		void grow(JsonNode delta) {
			delta.forEachEntry((name, value) -> {
				if (name.equals("partial_json") && hasInput()) {
					this.input += value.stringValue();
				}
				else if (name.equals("citation") && hasCitations()) {
					ArrayNode citations = this.json.path("citations").isArray()
							? this.json.withArrayProperty("citations") : this.json.putArray("citations");
					citations.add(value);
				}
				else if (name.equals("signature") && this.kind.equals("thinking")) {
					this.json.set("signature", value);
				}
				else if (isOwnField(name) && value.isString()) {
					this.json.put(name, this.json.path(name).stringValue("") + value.stringValue());
				}
			});
		}

		private boolean hasCitations() {
			return this.kind.equals("text") || (this.kind.equals("unknown") && growsBy("citations"));
		}

		private boolean isOwnField(String name) {
			if (!this.kind.equals("unknown")) {
				return name.equals(this.kind);
			}
			return !name.equals("type") && !name.equals("input") && !name.equals("citations") && this.json.has(name)
					&& growsBy(name);
		}

		@Nullable JsonNode parsed() {
			if (this.input.trim().isEmpty() || !this.parseable) {
				return null;
			}
			try {
				return ExactJson.parse(this.input);
			}
			catch (JacksonException ex) {
				// MSG-9: the input stays what the block started with.
				return null;
			}
		}

		ObjectNode result() {
			JsonNode parsed = parsed();
			if (parsed != null) {
				return this.json.deepCopy().set("input", parsed);
			}
			return this.json;
		}

	}

}
