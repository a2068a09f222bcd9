package com.example.apixo.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a message apart into the server-sent events that a streamed call gets.
 */
final class StandInStream {

	private static final Pattern PIECE = Pattern.compile("\\s*\\S{1,7}|\\s+");

	private final List<String> frames = new ArrayList<>();

	static List<String> frames(JsonNode message) {
		StandInStream stream = new StandInStream();
		ObjectNode start = (ObjectNode) message.deepCopy();
		start.putNull("stop_reason").putArray("content");
		start.withObject("/usage").put("output_tokens", 1);
		stream.event("message_start", (event) -> event.set("message", start));
		stream.event("ping", (event) -> {
		});
		for (int index = 0; index < message.path("content").size(); index++) {
			stream.block(index, (ObjectNode) message.path("content").get(index));
		}
		stream.event("message_delta", (event) -> {
			event.putObject("delta").set("stop_reason", message.get("stop_reason"));
			event.set("usage", message.get("usage"));
		});
		stream.event("message_stop", (event) -> {
		});
		return stream.frames;
	}

	// The type of a text or thinking block is the name of its field, too.
	private void block(int index, ObjectNode block) {
		String type = block.path("type").asString();
		boolean tool = type.equals("tool_use");
		ObjectNode empty = tool ? block.deepCopy().set("input", JsonMapper.shared().createObjectNode())
				: block.deepCopy().put(type, "");
		if (block.has("signature")) {
			empty.put("signature", "");
		}
		event("content_block_start", (event) -> event.put("index", index).set("content_block", empty));
		PIECE.matcher(tool ? block.path("input").toString() : block.path(type).asString())
			.results()
			.forEach((piece) -> delta(index, tool ? "input_json_delta" : type + "_delta", tool ? "partial_json" : type,
					piece.group()));
		if (block.has("signature")) {
			delta(index, "signature_delta", "signature", block.path("signature").asString());
		}
		event("content_block_stop", (event) -> event.put("index", index));
	}

	private void delta(int index, String type, String field, String value) {
		event("content_block_delta",
				(event) -> event.put("index", index).putObject("delta").put("type", type).put(field, value));
	}

	private void event(String type, Consumer<ObjectNode> content) {
		ObjectNode event = JsonMapper.shared().createObjectNode().put("type", type);
		content.accept(event);
		this.frames.add("event: " + type + "\ndata: " + event + "\n\n");
	}

}
