package ai.apixo.client.decode;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;
import ai.apixo.messages.Role;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;

/**
 * Reads a message of plain text with known fields, as most are.
 */
final class PlainMessage extends PlainObject {

	private static final FieldNames NAMES = new FieldNames("model", "id", "type", "role", "content", "stop_reason",
			"stop_sequence", "stop_details", "usage", "container");

	private static final FieldNames BLOCK = new FieldNames("type", "text");

	private static final byte[] MESSAGE = JsonCursor.name("message");

	private static final byte[] TEXT = JsonCursor.name("text");

	/**
	 * The general path weighs what it reads.
	 */
	private static final int MAX_BLOCKS = 100;

	private final JsonStringReader strings;

	private final Message.Builder message = Message.builder();

	private boolean typed;

	private PlainMessage(JsonStringReader strings) {
		super(NAMES);
		this.strings = strings;
	}

	/**
	 * Read a message.
	 * @param json the cursor before it
	 * @param strings the reader of strings
	 * @return the message, or {@code null} if it is not so spelled
	 */
	static Message.@Nullable Builder read(JsonCursor json, JsonStringReader strings) {
		PlainMessage fields = new PlainMessage(strings);
		return (fields.read(json) && fields.typed) ? fields.message.additionalProperties(fields.nulls()) : null;
	}

	@Override
	boolean read(String name, JsonCursor json) {
		return switch (name) {
			case "type" -> {
				this.typed = json.take(MESSAGE);
				yield this.typed;
			}
			case "content" -> readContent(json);
			case "usage" -> readUsage(json);
			case "stop_details", "container" -> false;
			default -> readString(name, json.string(this.strings));
		};
	}

	private boolean readString(String name, @Nullable String value) {
		if (value == null || (value.isEmpty() && (name.equals("role") || name.equals("stop_reason")))) {
			return false;
		}
		switch (name) {
			case "id" -> this.message.id(value);
			case "role" -> this.message.role(new Role(value));
			case "model" -> this.message.model(value);
			case "stop_reason" -> this.message.stopReason(new StopReason(value));
			default -> this.message.stopSequence(value);
		}
		return true;
	}

	private boolean readUsage(JsonCursor json) {
		Usage usage = PlainUsage.read(json, this.strings);
		if (usage == null) {
			return false;
		}
		this.message.usage(usage);
		return true;
	}

	private boolean readContent(JsonCursor json) {
		if (!json.take('[')) {
			return false;
		}
		List<ContentBlock> blocks = new ArrayList<>(1);
		if (json.take(']')) {
			this.message.content(blocks);
			return true;
		}
		do {
			Block block = new Block();
			String text = block.read(json) ? block.text : null;
			if (text == null || !block.typed || blocks.size() == MAX_BLOCKS) {
				return false;
			}
			blocks.add(new TextBlock(text));
		}
		while (json.take(','));
		this.message.content(blocks);
		return json.take(']');
	}

	/**
	 * A block of text alone.
	 */
	private final class Block extends PlainObject {

		private boolean typed;

		private @Nullable String text;

		private Block() {
			super(BLOCK);
		}

		@Override
		boolean read(String name, JsonCursor json) {
			if (name.equals("type")) {
				this.typed = json.take(TEXT);
				return this.typed;
			}
			this.text = json.string(PlainMessage.this.strings);
			return this.text != null;
		}

	}

}
