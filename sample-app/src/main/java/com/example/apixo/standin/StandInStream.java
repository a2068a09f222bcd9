package com.example.apixo.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

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
		stream.event("message_start", ",\"message\":" + start);
		stream.event("ping", "");
		for (int index = 0; index < message.path("content").size(); index++) {
			stream.block(index, message.path("content").get(index));
		}
		stream.event("message_delta", ",\"delta\":{\"stop_reason\":%s},\"usage\":%s"
			.formatted(message.get("stop_reason"), message.get("usage")));
		stream.event("message_stop", "");
		return stream.frames;
	}

	private void block(int index, JsonNode block) {
		String type = block.path("type").asString();
		ObjectNode empty = (ObjectNode) block.deepCopy();
		if (type.equals("tool_use")) {
			empty.putObject("input");
			open(index, empty);
			deltas(index, "input_json_delta", "partial_json", block.path("input").toString());
		}
		else {
			// The type of a text or thinking block is the name of its field, too.
			open(index, empty.put(type, ""));
			deltas(index, type + "_delta", type, block.path(type).asString());
		}
		if (block.has("signature")) {
			delta(index, "signature_delta", "signature", block.path("signature").asString());
		}
		event("content_block_stop", ",\"index\":" + index);
	}

	private void open(int index, ObjectNode block) {
		event("content_block_start", ",\"index\":%d,\"content_block\":%s".formatted(index, block));
	}

	private void deltas(int index, String type, String field, String text) {
		PIECE.matcher(text).results().forEach((piece) -> delta(index, type, field, piece.group()));
	}

	private void delta(int index, String type, String field, String value) {
		event("content_block_delta", ",\"index\":%d,\"delta\":{\"type\":\"%s\",\"%s\":%s}".formatted(index, type, field,
				StringNode.valueOf(value)));
	}

	private void event(String type, String fields) {
		this.frames.add("event: %s\ndata: {\"type\":\"%s\"%s}\n\n".formatted(type, type, fields));
	}

}
