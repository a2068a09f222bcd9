package com.example.apixo.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a finished message apart into the server-sent events that a streamed call gets.
 */
final class StandInStream {

	private static final Pattern PIECE = Pattern.compile("\\s*\\S{1,7}|\\s+");

	private final List<String> frames = new ArrayList<>();

	private StandInStream() {
	}

	static List<String> frames(JsonNode message) {
		StandInStream stream = new StandInStream();
		ObjectNode start = (ObjectNode) message.deepCopy();
		start.putNull("stop_reason").putArray("content");
		start.withObject("/usage").put("output_tokens", 1);
		stream.event("message_start", (data) -> data.set("message", start));
		stream.event("ping", (data) -> {
		});
		for (int index = 0; index < message.path("content").size(); index++) {
			stream.block(index, (ObjectNode) message.path("content").get(index));
		}
		stream.event("message_delta", (data) -> {
			data.putObject("delta").set("stop_reason", message.get("stop_reason")).putNull("stop_sequence");
			data.set("usage", message.get("usage"));
		});
		stream.event("message_stop", (data) -> {
		});
		return stream.frames;
	}

	private void block(int index, ObjectNode block) {
		ObjectNode start = block.deepCopy();
		switch (block.path("type").asString()) {
			case "thinking" -> {
				open(index, start.put("thinking", "").put("signature", ""));
				deltas(index, "thinking_delta", "thinking", block.path("thinking").asString());
				delta(index, "signature_delta", "signature", block.path("signature").asString());
			}
			case "tool_use" -> {
				start.putObject("input");
				open(index, start);
				deltas(index, "input_json_delta", "partial_json", block.path("input").toString());
			}
			default -> {
				open(index, start.put("text", ""));
				deltas(index, "text_delta", "text", block.path("text").asString());
			}
		}
		event("content_block_stop", (data) -> data.put("index", index));
	}

	private void open(int index, ObjectNode block) {
		event("content_block_start", (data) -> data.put("index", index).set("content_block", block));
	}

	private void deltas(int index, String type, String field, String text) {
		Matcher pieces = PIECE.matcher(text);
		while (pieces.find()) {
			delta(index, type, field, pieces.group());
		}
	}

	private void delta(int index, String type, String field, String value) {
		event("content_block_delta",
				(data) -> data.put("index", index).putObject("delta").put("type", type).put(field, value));
	}

	private void event(String type, Consumer<ObjectNode> content) {
		ObjectNode data = JsonMapper.shared().createObjectNode().put("type", type);
		content.accept(data);
		this.frames.add("event: " + type + "\ndata: " + data + "\n\n");
	}

}
