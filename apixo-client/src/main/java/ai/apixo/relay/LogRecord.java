package ai.apixo.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.stream.ByteBufferRecord;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamRecords;

/**
 * A record of the log of a run: the claim, some events, or the end. Its id in the stream
 * is the number of its first event, so that a position finds its record, and a second
 * writer is refused.
 *
 * @param number the number of its first event, or of the end; 0 for the claim
 * @param events the events, if it has some
 * @param end the end, if it is the last record
 * @param owner who claimed the run, if it is the first record
 * @param timeToLive how long the run stays after its end, if it is the first record
 */
record LogRecord(int number, List<byte[]> events, @Nullable RunEnd end, @Nullable String owner,
		@Nullable Duration timeToLive) {

	private static final byte LINE_END = '\n';

	private static final String EVENTS = "e";

	private static final String STATE = "s";

	private static final String ERROR = "x";

	private static final String OWNER = "o";

	private static final String TIME_TO_LIVE = "t";

	static LogRecord claim(String owner, Duration timeToLive) {
		return new LogRecord(0, List.of(), null, owner, timeToLive);
	}

	static LogRecord events(int first, List<byte[]> events) {
		return new LogRecord(first, events, null, null, null);
	}

	static LogRecord end(int number, RunEnd end) {
		return new LogRecord(number, List.of(), end, null, null);
	}

	/**
	 * Return the number of what follows this record.
	 * @return the number
	 */
	int next() {
		return (this.number == 0) ? 1 : this.number + this.events.size();
	}

	/**
	 * Return whether another record is the same one.
	 * @param other what was found in its place
	 * @return whether they have the same number and content
	 */
	boolean isSameAs(LogRecord other) {
		return this.number == other.number && fields().equals(other.fields());
	}

	ByteBufferRecord toStream(ByteBuffer key) {
		// No stream has an id 0-0.
		RecordId id = RecordId.of(this.number, (this.number == 0) ? 1 : 0);
		return StreamRecords.newRecord().in(key).withId(id).ofBuffer(fields());
	}

	private Map<ByteBuffer, ByteBuffer> fields() {
		Map<ByteBuffer, ByteBuffer> fields = new LinkedHashMap<>();
		if (!this.events.isEmpty()) {
			fields.put(buffer(EVENTS), ByteBuffer.wrap(joined()));
		}
		if (this.end != null) {
			fields.put(buffer(STATE), buffer(this.end.state().text()));
			put(fields, ERROR, this.end.error());
		}
		put(fields, OWNER, this.owner);
		put(fields, TIME_TO_LIVE, (this.timeToLive != null) ? Long.toString(this.timeToLive.toMillis()) : null);
		return fields;
	}

	private static void put(Map<ByteBuffer, ByteBuffer> fields, String name, @Nullable String value) {
		if (value != null) {
			fields.put(buffer(name), buffer(value));
		}
	}

	/**
	 * An event is one line, so lines need no escapes.
	 */
	private byte[] joined() {
		int size = this.events.size() - 1;
		for (byte[] event : this.events) {
			size += event.length;
		}
		byte[] joined = new byte[size];
		int position = 0;
		for (byte[] event : this.events) {
			if (position > 0) {
				joined[position++] = LINE_END;
			}
			System.arraycopy(event, 0, joined, position, event.length);
			position += event.length;
		}
		return joined;
	}

	static LogRecord of(ByteBufferRecord stored) {
		Map<ByteBuffer, ByteBuffer> fields = stored.getValue();
		Long number = stored.getId().getTimestamp();
		String state = text(fields, STATE);
		RunEnd end = (state != null)
				? new RunEnd(RelayState.valueOf(state.toUpperCase(Locale.ROOT)), text(fields, ERROR)) : null;
		String timeToLive = text(fields, TIME_TO_LIVE);
		return new LogRecord((number != null) ? number.intValue() : 0, lines(fields.get(buffer(EVENTS))), end,
				text(fields, OWNER), (timeToLive != null) ? Duration.ofMillis(Long.parseLong(timeToLive)) : null);
	}

	private static @Nullable String text(Map<ByteBuffer, ByteBuffer> fields, String name) {
		ByteBuffer value = fields.get(buffer(name));
		return (value != null) ? new String(bytes(value), StandardCharsets.UTF_8) : null;
	}

	private static List<byte[]> lines(@Nullable ByteBuffer value) {
		if (value == null) {
			return List.of();
		}
		byte[] all = bytes(value);
		List<byte[]> lines = new ArrayList<>();
		int start = 0;
		for (int i = 0; i < all.length; i++) {
			if (all[i] == LINE_END) {
				lines.add(Arrays.copyOfRange(all, start, i));
				start = i + 1;
			}
		}
		lines.add(Arrays.copyOfRange(all, start, all.length));
		return lines;
	}

	private static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.duplicate().get(bytes);
		return bytes;
	}

	private static ByteBuffer buffer(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
