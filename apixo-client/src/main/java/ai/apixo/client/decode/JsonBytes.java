package ai.apixo.client.decode;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectReader;

/**
 * Reads JSON from bytes, of which those that are not UTF-8 become U+FFFD. Jackson would
 * refuse them, or take them for characters that nobody wrote, and copies what is long
 * several times.
 *
 * @since 0.1.0
 */
public final class JsonBytes {

	private static final byte[] MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private JsonBytes() {
	}

	/**
	 * Read a value.
	 * @param reader the reader
	 * @param type the type of the value
	 * @param json one JSON value in UTF-8, perhaps behind a byte order mark
	 * @param <T> the type of the value
	 * @return the value, or {@code null} for a null
	 * @throws tools.jackson.core.JacksonException if there is no such value
	 */
	public static <T> @Nullable T read(ObjectReader reader, Class<T> type, byte[] json) {
		boolean marked = json.length > 2 && json[0] == MARK[0] && json[1] == MARK[1] && json[2] == MARK[2];
		return read(reader, type, json, marked ? MARK.length : 0, json.length);
	}

	/**
	 * Read a value from a part of an array.
	 */
	static <T> @Nullable T read(ObjectReader reader, Class<T> type, byte[] bytes, int from, int to) {
		return type.cast(read(reader, bytes, from, to, LongString.MIN_SIZE));
	}

	/**
	 * Read a value with strings above a size apart from the rest.
	 */
	static @Nullable Object read(ObjectReader reader, byte[] bytes, int from, int to, int minSize) {
		if (to - from <= minSize) {
			return Utf8.isWellFormed(bytes, from, to) ? reader.readValue(bytes, from, to - from)
					: reader.readValue(Utf8.decode(bytes, from, to));
		}
		LongStrings strings = LongStrings.in(bytes, from, to, minSize);
		try (JsonParser shortened = reader.createParser(new ShortenedJson(strings, from, to))) {
			return reader.readValue(new LongStringParser(shortened, strings));
		}
	}

}
