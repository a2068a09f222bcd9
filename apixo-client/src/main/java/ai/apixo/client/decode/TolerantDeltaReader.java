package ai.apixo.client.decode;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentDelta;
import ai.apixo.messages.event.InputJsonDelta;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.event.ThinkingDelta;

/**
 * Reads text, thinking and input-JSON deltas in any spelling: white space, the order of
 * keys, and keys that nobody knows, which are kept. Gateways that write the JSON anew
 * cost little more than those that pass it on. What it does not take is left to the
 * general path, which gives the same result.
 */
final class TolerantDeltaReader {

	private static final byte[] TYPE = JsonCursor.name("type");

	private static final byte[] INDEX = JsonCursor.name("index");

	private static final byte[] DELTA = JsonCursor.name("delta");

	private static final byte[] TEXT = JsonCursor.name("text");

	private static final byte[] THINKING = JsonCursor.name("thinking");

	private static final byte[] PARTIAL_JSON = JsonCursor.name("partial_json");

	private static final List<byte[]> TEXT_FIELDS = List.of(TEXT, PARTIAL_JSON, THINKING);

	private final JsonStringReader strings;

	private final ObjectReader trees;

	TolerantDeltaReader(JsonStringReader strings, ObjectReader trees) {
		this.strings = strings;
		this.trees = trees;
	}

	/**
	 * Read a delta.
	 * @param bytes the array that holds it
	 * @param from its first byte
	 * @param to the index after its last byte
	 * @return the event, or {@code null} if it is not such a delta
	 */
	@Nullable ContentBlockDelta read(byte[] bytes, int from, int to) {
		JsonCursor json = new JsonCursor(bytes, from, to);
		UnknownFields unknown = UnknownFields.NONE;
		boolean typed = false;
		int index = -1;
		ContentDelta delta = null;
		if (!json.take('{')) {
			return null;
		}
		do {
			if (!typed && json.takeName(TYPE)) {
				typed = "content_block_delta".equals(json.string(this.strings));
				if (!typed) {
					return null;
				}
			}
			else if (index < 0 && json.takeName(INDEX)) {
				index = json.smallInteger();
				if (index < 0) {
					return null;
				}
			}
			else if (delta == null && json.takeName(DELTA)) {
				delta = delta(json, bytes);
				if (delta == null) {
					return null;
				}
			}
			else {
				unknown = unknown.take(json, this.strings);
				if (unknown == null) {
					return null;
				}
			}
		}
		while (json.take(','));
		if (!json.take('}') || !json.isAtEnd() || !typed || index < 0 || delta == null
				|| !unknown.hasNone("type", "index", "delta")) {
			return null;
		}
		Map<String, JsonNode> others = unknown.values(bytes, this.trees);
		return (others != null) ? new ContentBlockDelta(index, delta, others) : null;
	}

	private @Nullable ContentDelta delta(JsonCursor json, byte[] bytes) {
		UnknownFields unknown = UnknownFields.NONE;
		String type = null;
		byte[] field = null;
		String value = null;
		if (!json.take('{')) {
			return null;
		}
		do {
			if (type == null && json.takeName(TYPE)) {
				type = json.string(this.strings);
				if (type == null) {
					return null;
				}
				continue;
			}
			byte[] next = (field != null) ? null : textField(json);
			if (next != null) {
				field = next;
				value = json.string(this.strings);
				if (value == null) {
					return null;
				}
				continue;
			}
			unknown = unknown.take(json, this.strings);
			if (unknown == null) {
				return null;
			}
		}
		while (json.take(','));
		if (!json.take('}') || type == null || value == null
				|| !unknown.hasNone("type", "text", "thinking", "partial_json")) {
			return null;
		}
		Map<String, JsonNode> others = unknown.values(bytes, this.trees);
		if (others == null) {
			return null;
		}
		if (field == TEXT && type.equals("text_delta")) {
			return new TextDelta(value, others);
		}
		if (field == THINKING && type.equals("thinking_delta")) {
			return new ThinkingDelta(value, others);
		}
		if (field == PARTIAL_JSON && type.equals("input_json_delta")) {
			return new InputJsonDelta(value, others);
		}
		return null;
	}

	private static byte @Nullable [] textField(JsonCursor json) {
		for (byte[] field : TEXT_FIELDS) {
			if (json.takeName(field)) {
				return field;
			}
		}
		return null;
	}

}
