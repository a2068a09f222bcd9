package ai.apixo.messages.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * The rules of accumulation once more, on plain JSON and without a thought of speed.
 */
final class SlowReference {

	private static final List<String> TOOL_CALLS = List.of("tool_use", "server_tool_use");

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
		int index = event.path("index").intValue(0);
		switch (type) {
			case "content_block_start" -> {
				latest(index).ifPresent((block) -> block.open = false);
				this.blocks.add(new Block(index, (ObjectNode) event.path("content_block").deepCopy()));
			}
			case "content_block_delta" ->
				latest(index).filter((block) -> block.open).ifPresent((block) -> block.grow(event.path("delta")));
			case "content_block_stop" -> latest(index).ifPresent((block) -> block.open = false);
			case "message_delta" -> update(this.message, event);
			case "message_stop" -> {
				this.blocks.forEach((block) -> block.open = false);
				this.complete = true;
			}
			default -> {
			}
		}
	}

	private static void update(ObjectNode message, JsonNode event) {
		event.path("delta").forEachEntry(message::set);
		event.path("usage").forEachEntry((name, value) -> {
			if (!value.isNull()) {
				message.withObjectProperty("usage").set(name, value);
			}
		});
	}

	private Optional<Block> latest(int index) {
		return this.blocks.stream().filter((block) -> block.index == index).reduce((earlier, later) -> later);
	}

	JsonNode message() {
		ObjectNode result = Objects.requireNonNull(this.message).deepCopy();
		ArrayNode content = result.withArrayProperty("content");
		this.blocks.stream()
			.sorted(Comparator.comparingInt((block) -> block.index))
			.forEach((block) -> content.add(block.result()));
		return result;
	}

	private static final class Block {

		private final int index;

		private final ObjectNode json;

		private String input = "";

		private boolean open = true;

		Block(int index, ObjectNode json) {
			this.index = index;
			this.json = json;
		}

		void grow(JsonNode delta) {
			String type = this.json.path("type").stringValue("");
			String deltaType = delta.path("type").stringValue("");
			if (type.equals("text") && deltaType.equals("text_delta")) {
				this.json.put("text", this.json.path("text").stringValue() + delta.path("text").stringValue());
			}
			else if (type.equals("text") && deltaType.equals("citations_delta")) {
				this.json.withArrayProperty("citations").add(delta.path("citation"));
			}
			else if (type.equals("thinking") && deltaType.equals("thinking_delta")) {
				this.json.put("thinking",
						this.json.path("thinking").stringValue() + delta.path("thinking").stringValue());
			}
			else if (type.equals("thinking") && deltaType.equals("signature_delta")) {
				this.json.set("signature", delta.path("signature"));
			}
			else if (TOOL_CALLS.contains(type) && deltaType.equals("input_json_delta")) {
				this.input += delta.path("partial_json").stringValue();
			}
		}

		ObjectNode result() {
			if (!this.input.isBlank() && !this.open) {
				try {
					this.json.set("input", ExactJson.parse(this.input));
				}
				catch (JacksonException ex) {
					// MSG-9: the input stays what the block started with.
				}
			}
			return this.json;
		}

	}

}
