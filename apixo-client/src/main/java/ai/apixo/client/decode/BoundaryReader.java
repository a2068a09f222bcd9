package ai.apixo.client.decode;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.MessageDelta;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.MessageUpdate;
import ai.apixo.messages.event.Ping;
import ai.apixo.messages.event.StreamEvent;

/**
 * Reads the events around the text of a message, with their fields in the commonest order
 * and without others. Most come only once or twice in a message, but the first of them
 * delay the first text. Whatever deviates is left to the general path, which gives the
 * same result.
 */
final class BoundaryReader {

	private static final byte[] TYPE = JsonCursor.name("type");

	private static final byte[] INDEX = JsonCursor.name("index");

	private static final byte[] CONTENT_BLOCK = JsonCursor.name("content_block");

	private static final byte[] TEXT = JsonCursor.name("text");

	private static final byte[] MESSAGE = JsonCursor.name("message");

	private static final byte[] DELTA = JsonCursor.name("delta");

	private static final byte[] USAGE = JsonCursor.name("usage");

	private static final byte[] MESSAGE_START = JsonCursor.name("message_start");

	private static final byte[] CONTENT_BLOCK_START = JsonCursor.name("content_block_start");

	private static final byte[] PING = JsonCursor.name("ping");

	private static final byte[] CONTENT_BLOCK_STOP = JsonCursor.name("content_block_stop");

	private static final byte[] MESSAGE_DELTA = JsonCursor.name("message_delta");

	private static final byte[] MESSAGE_STOP = JsonCursor.name("message_stop");

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
		StreamEvent event = (json.take('{') && json.takeName(TYPE)) ? event(json) : null;
		return (event != null && json.take('}') && json.isAtEnd()) ? event : null;
	}

	private @Nullable StreamEvent event(JsonCursor json) {
		if (json.take(PING)) {
			return new Ping();
		}
		if (json.take(CONTENT_BLOCK_START)) {
			return blockStart(json);
		}
		if (json.take(CONTENT_BLOCK_STOP)) {
			int index = index(json);
			return (index >= 0) ? new ContentBlockStop(index) : null;
		}
		if (json.take(MESSAGE_START)) {
			return messageStart(json);
		}
		if (json.take(MESSAGE_DELTA)) {
			return messageDelta(json);
		}
		return json.take(MESSAGE_STOP) ? new MessageStop() : null;
	}

	private static int index(JsonCursor json) {
		return (json.take(',') && json.takeName(INDEX)) ? json.smallInteger() : -1;
	}

	private @Nullable StreamEvent blockStart(JsonCursor json) {
		int index = index(json);
		if (index < 0 || !json.take(',') || !json.takeName(CONTENT_BLOCK) || !json.take('{') || !json.takeName(TYPE)
				|| !json.take(TEXT) || !json.take(',') || !json.takeName(TEXT)) {
			return null;
		}
		String text = json.string(this.strings);
		return (text != null && json.take('}')) ? new ContentBlockStart(index, new TextBlock(text)) : null;
	}

	private @Nullable StreamEvent messageStart(JsonCursor json) {
		Message.Builder message = (json.take(',') && json.takeName(MESSAGE)) ? PlainMessage.read(json, this.strings)
				: null;
		return (message != null) ? new MessageStart(message.build()) : null;
	}

	private @Nullable StreamEvent messageDelta(JsonCursor json) {
		Update update = new Update();
		if (!json.take(',') || !json.takeName(DELTA) || !update.read(json) || !json.take(',')
				|| !json.takeName(USAGE)) {
			return null;
		}
		Usage usage = PlainUsage.read(json, this.strings);
		return (usage != null) ? new MessageDelta(update.value(), usage) : null;
	}

	/**
	 * What changes in a message.
	 */
	private final class Update extends PlainObject {

		private static final FieldNames NAMES = new FieldNames("stop_reason", "stop_sequence", "stop_details",
				"container");

		private @Nullable StopReason stopReason;

		private @Nullable String stopSequence;

		private Update() {
			super(NAMES);
		}

		@Override
		boolean read(String name, JsonCursor json) {
			return switch (name) {
				case "stop_reason" -> {
					String reason = json.string(BoundaryReader.this.strings);
					this.stopReason = (reason != null && !reason.isEmpty()) ? new StopReason(reason) : null;
					yield this.stopReason != null;
				}
				case "stop_sequence" -> {
					this.stopSequence = json.string(BoundaryReader.this.strings);
					yield this.stopSequence != null;
				}
				default -> false;
			};
		}

		MessageUpdate value() {
			return new MessageUpdate(this.stopReason, this.stopSequence, null, null, nulls());
		}

	}

}
