package ai.apixo.client.decode;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;

/**
 * Reads the events at the boundaries of a text block, and the last of a message, with
 * their fields in the commonest order and without others. Each comes only once or twice
 * in a message, but the first of them delays the first text. Whatever deviates is left to
 * the general path, which gives the same result.
 */
final class BoundaryReader {

	private static final byte[] TYPE = JsonCursor.name("type");

	private static final byte[] INDEX = JsonCursor.name("index");

	private static final byte[] CONTENT_BLOCK = JsonCursor.name("content_block");

	private static final byte[] TEXT = JsonCursor.name("text");

	private final JsonStringReader strings;

	BoundaryReader(JsonStringReader strings) {
		this.strings = strings;
	}

	/**
	 * Read an event.
	 * @param bytes the array that holds it
	 * @param from its first byte
	 * @param to the index after its last byte
	 * @return the event, or {@code null} if it is not such an event or not so spelled
	 */
	@Nullable StreamEvent read(byte[] bytes, int from, int to) {
		JsonCursor json = new JsonCursor(bytes, from, to);
		String type = type(json);
		StreamEvent event = (type != null) ? event(type, json) : null;
		return (event != null && json.take('}') && json.isAtEnd()) ? event : null;
	}

	private @Nullable String type(JsonCursor json) {
		return (json.take('{') && json.takeName(TYPE)) ? json.string(this.strings) : null;
	}

	private @Nullable StreamEvent event(String type, JsonCursor json) {
		if (type.equals("message_stop")) {
			return new MessageStop();
		}
		if (!type.equals("content_block_start") && !type.equals("content_block_stop")) {
			return null;
		}
		int index = (json.take(',') && json.takeName(INDEX)) ? json.smallInteger() : -1;
		if (index < 0) {
			return null;
		}
		return type.equals("content_block_stop") ? new ContentBlockStop(index) : start(index, json);
	}

	private @Nullable StreamEvent start(int index, JsonCursor json) {
		if (!json.take(',') || !json.takeName(CONTENT_BLOCK) || !"text".equals(type(json)) || !json.take(',')
				|| !json.takeName(TEXT)) {
			return null;
		}
		String text = json.string(this.strings);
		return (text != null && json.take('}')) ? new ContentBlockStart(index, new TextBlock(text)) : null;
	}

}
