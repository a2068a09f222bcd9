package ai.apixo.test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;

/**
 * Takes blocks apart as the Messages API streams them.
 */
final class ContentParts {

	private ContentParts() {
	}

	static ContentPart.Block text(List<String> pieces) {
		ObjectNode start = MessagesFormat.object().put("type", "text").put("text", "");
		return new ContentPart.Block(start, pieces.stream().map(ContentParts::textDelta).toList());
	}

	static ContentPart.Block thinking(String thinking, String signature) {
		return block(new ThinkingBlock(thinking, signature));
	}

	/**
	 * Take a tool call apart.
	 * @param id its id, {@code null} for one that the gateway gives
	 */
	static ContentPart.Block toolUse(@Nullable String id, String name, List<String> partialJson) {
		ObjectNode start = MessagesFormat.object().put("type", "tool_use").put("id", id).put("name", name);
		start.putObject("input");
		return new ContentPart.Block(start, partialJson.stream().map(ContentParts::inputDelta).toList());
	}

	static ContentPart.Block block(ContentBlock block) {
		ObjectNode start = MessagesFormat.objectOf(block);
		if (block instanceof TextBlock text) {
			return new ContentPart.Block(opened(start, "text", "citations"), textDeltas(text, start));
		}
		if (block instanceof ThinkingBlock thinking) {
			return new ContentPart.Block(opened(start, "thinking", "signature"), thinkingDeltas(thinking));
		}
		if (block instanceof ToolUseBlock toolUse) {
			return tool(start, toolUse.input(), toolUse.unparsedInput());
		}
		if (block instanceof ServerToolUseBlock toolUse) {
			return tool(start, toolUse.input(), toolUse.unparsedInput());
		}
		return new ContentPart.Block(start, List.of());
	}

	/**
	 * Cut a text in the middle, though never within a character.
	 */
	static List<String> halves(String text) {
		int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
		return List.of(text.substring(0, middle), text.substring(middle));
	}

	// Null values are additional properties of a block: they stay.
	private static ObjectNode opened(ObjectNode start, String text, String other) {
		ObjectNode opened = start.deepCopy();
		if (opened.path(text).isString()) {
			opened.put(text, "");
		}
		JsonNode rest = opened.path(other);
		if (rest.isString()) {
			opened.put(other, "");
		}
		else if (rest.isArray()) {
			opened.remove(other);
		}
		return opened;
	}

	private static List<ObjectNode> textDeltas(TextBlock block, ObjectNode json) {
		List<ObjectNode> deltas = new ArrayList<>();
		if (!block.text().isEmpty()) {
			deltas.add(textDelta(block.text()));
		}
		for (JsonNode citation : json.path("citations")) {
			deltas.add(delta("citations_delta").set("citation", citation));
		}
		return deltas;
	}

	private static List<ObjectNode> thinkingDeltas(ThinkingBlock block) {
		Stream<ObjectNode> thinking = block.thinking().isEmpty() ? Stream.empty()
				: Stream.of(delta("thinking_delta").put("thinking", block.thinking()));
		Stream<ObjectNode> signature = (block.signature() == null) ? Stream.empty()
				: Stream.of(delta("signature_delta").put("signature", block.signature()));
		return Stream.concat(thinking, signature).toList();
	}

	private static ContentPart.Block tool(ObjectNode start, JsonNode input, @Nullable String unparsedInput) {
		if (unparsedInput != null) {
			return new ContentPart.Block(start, List.of(inputDelta(unparsedInput)));
		}
		ObjectNode opened = start.deepCopy();
		opened.putObject("input");
		return new ContentPart.Block(opened,
				halves(MessagesFormat.write(input)).stream().map(ContentParts::inputDelta).toList());
	}

	private static ObjectNode textDelta(String text) {
		return delta("text_delta").put("text", text);
	}

	private static ObjectNode inputDelta(String partialJson) {
		return delta("input_json_delta").put("partial_json", partialJson);
	}

	private static ObjectNode delta(String type) {
		return MessagesFormat.object().put("type", type);
	}

}
