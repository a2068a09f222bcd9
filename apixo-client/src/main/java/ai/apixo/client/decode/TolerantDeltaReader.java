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
 * Reads text, thinking and input-JSON deltas in any spelling: with white space, keys in
 * any order, and unknown keys, which are kept. A gateway that writes the JSON anew costs
 * little more than one that passes it on. What this reader does not take is left to the
 * general path, which gives the same result.
 */
final class TolerantDeltaReader {

	private static final byte[] TYPE = JsonCursor.name("type");

	private static final byte[] INDEX = JsonCursor.name("index");

	private static final byte[] DELTA = JsonCursor.name("delta");

	private static final byte[] TEXT = JsonCursor.name("text");

	private static final byte[] THINKING = JsonCursor.name("thinking");

	private static final byte[] PARTIAL_JSON = JsonCursor.name("partial_json");

	private static final List<byte[]> TEXT_NAMES = List.of(TEXT, PARTIAL_JSON, THINKING);

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
		if (!json.take('{')) {
			return null;
		}
		EventFields fields = new EventFields();
		do {
			if (!fields.takeNext(json, bytes)) {
				return null;
			}
		}
		while (json.take(','));
		return (json.take('}') && json.isAtEnd()) ? fields.event(bytes) : null;
	}

	private @Nullable ContentDelta delta(JsonCursor json, byte[] bytes) {
		if (!json.take('{')) {
			return null;
		}
		DeltaFields fields = new DeltaFields();
		do {
			if (!fields.takeNext(json)) {
				return null;
			}
		}
		while (json.take(','));
		return json.take('}') ? fields.delta(bytes) : null;
	}

	/**
	 * The fields of an event as far as they have been read.
	 */
	private final class EventFields {

		private boolean typed;

		private int index = -1;

		private @Nullable ContentDelta delta;

		private UnknownFields unknown = UnknownFields.NONE;

		/**
		 * Take the next field.
		 * @return whether the event can still be one that this reader reads
		 */
		boolean takeNext(JsonCursor json, byte[] bytes) {
			if (!this.typed && json.takeName(TYPE)) {
				this.typed = "content_block_delta".equals(json.string(TolerantDeltaReader.this.strings));
				return this.typed;
			}
			if (this.index < 0 && json.takeName(INDEX)) {
				this.index = json.smallInteger();
				return this.index >= 0;
			}
			if (this.delta == null && json.takeName(DELTA)) {
				this.delta = delta(json, bytes);
				return this.delta != null;
			}
			UnknownFields more = this.unknown.take(json, TolerantDeltaReader.this.strings);
			this.unknown = (more != null) ? more : UnknownFields.NONE;
			return more != null;
		}

		@Nullable ContentBlockDelta event(byte[] bytes) {
			if (!this.typed || this.index < 0 || this.delta == null
					|| !this.unknown.hasNone("type", "index", "delta")) {
				return null;
			}
			Map<String, JsonNode> others = this.unknown.values(bytes, TolerantDeltaReader.this.trees);
			return (others != null) ? new ContentBlockDelta(this.index, this.delta, others) : null;
		}

	}

	/**
	 * The fields of a delta as far as they have been read.
	 */
	private final class DeltaFields {

		private @Nullable String type;

		private byte @Nullable [] textName;

		private @Nullable String text;

		private UnknownFields unknown = UnknownFields.NONE;

		/**
		 * Take the next field.
		 * @return whether the delta can still be one that this reader reads
		 */
		boolean takeNext(JsonCursor json) {
			if (this.type == null && json.takeName(TYPE)) {
				this.type = json.string(TolerantDeltaReader.this.strings);
				return this.type != null;
			}
			if (this.textName == null && takeTextName(json)) {
				this.text = json.string(TolerantDeltaReader.this.strings);
				return this.text != null;
			}
			UnknownFields more = this.unknown.take(json, TolerantDeltaReader.this.strings);
			this.unknown = (more != null) ? more : UnknownFields.NONE;
			return more != null;
		}

		private boolean takeTextName(JsonCursor json) {
			for (byte[] name : TEXT_NAMES) {
				if (json.takeName(name)) {
					this.textName = name;
					return true;
				}
			}
			return false;
		}

		@Nullable ContentDelta delta(byte[] bytes) {
			if (this.type == null || this.text == null
					|| !this.unknown.hasNone("type", "text", "thinking", "partial_json")) {
				return null;
			}
			Map<String, JsonNode> others = this.unknown.values(bytes, TolerantDeltaReader.this.trees);
			return (others != null) ? delta(this.type, this.text, others) : null;
		}

		private @Nullable ContentDelta delta(String type, String text, Map<String, JsonNode> others) {
			if (this.textName == TEXT && type.equals("text_delta")) {
				return new TextDelta(text, others);
			}
			if (this.textName == THINKING && type.equals("thinking_delta")) {
				return new ThinkingDelta(text, others);
			}
			if (this.textName == PARTIAL_JSON && type.equals("input_json_delta")) {
				return new InputJsonDelta(text, others);
			}
			return null;
		}

	}

}
