package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON string from bytes. Bytes that are not UTF-8 become U+FFFD.
 */
final class JsonStringReader {

	private int end;

	/**
	 * Read a string from after its opening quote.
	 * @param bytes the array that holds it
	 * @param from the first byte after the quote
	 * @param to the index after the last byte
	 * @return the string, or {@code null} if it is not closed or not JSON
	 */
	@Nullable String read(byte[] bytes, int from, int to) {
		int all = 0;
		for (int position = from; position < to; position++) {
			byte value = bytes[position];
			if (value == '"') {
				this.end = position + 1;
				return (all >= 0) ? new String(bytes, from, position - from, StandardCharsets.ISO_8859_1)
						: decode(bytes, from, position);
			}
			if (value == '\\') {
				return readEscaped(bytes, from, position, to);
			}
			if (value >= 0 && value < ' ') {
				return null;
			}
			all |= value;
		}
		return null;
	}

	/**
	 * Return where the last string ended.
	 * @return the index after its closing quote
	 */
	int end() {
		return this.end;
	}

	private static @Nullable String decode(byte[] bytes, int from, int to) {
		return (to - from > LongString.MIN_SIZE) ? LongString.read(bytes, from, to) : Utf8.decode(bytes, from, to);
	}

	private @Nullable String readEscaped(byte[] bytes, int from, int firstEscape, int to) {
		boolean unicode = false;
		int position = firstEscape;
		while (position < to && bytes[position] != '"') {
			unicode |= bytes[position] == '\\' && position + 1 < to && bytes[position + 1] == 'u';
			position += (bytes[position] == '\\') ? 2 : 1;
		}
		if (position >= to) {
			return null;
		}
		if (position - from > LongString.MIN_SIZE) {
			this.end = position + 1;
			return LongString.read(bytes, from, position);
		}
		return unicode ? readUnicode(bytes, from, firstEscape, to) : readShortEscapes(bytes, from, position);
	}

	/**
	 * Read a string all of whose escapes stand for one byte.
	 */
	private @Nullable String readShortEscapes(byte[] bytes, int from, int quote) {
		byte[] text = new byte[quote - from];
		int length = 0;
		int all = 0;
		for (int position = from; position < quote; position++) {
			byte value = bytes[position];
			if (value == '\\') {
				value = unescaped(bytes[++position]);
				if (value == 0) {
					return null;
				}
			}
			else if (value >= 0 && value < ' ') {
				return null;
			}
			all |= value;
			text[length++] = value;
		}
		this.end = quote + 1;
		return (all >= 0) ? new String(text, 0, length, StandardCharsets.ISO_8859_1) : Utf8.decode(text, 0, length);
	}

	/**
	 * Return the character that an escape of two bytes stands for.
	 * @param escape the byte after the backslash
	 * @return the character, or 0 if there is no such escape
	 */
	static byte unescaped(byte escape) {
		return switch (escape) {
			case '"', '\\', '/' -> escape;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> 0;
		};
	}

	/**
	 * Read a string with escapes of any kind.
	 */
	private @Nullable String readUnicode(byte[] bytes, int from, int firstEscape, int to) {
		StringBuilder text = new StringBuilder(2 * (firstEscape - from) + 32);
		int plainFrom = from;
		int position = firstEscape;
		while (position < to) {
			byte value = bytes[position];
			if (value == '"') {
				append(text, bytes, plainFrom, position);
				this.end = position + 1;
				return text.toString();
			}
			if (value == '\\') {
				append(text, bytes, plainFrom, position);
				position = unescape(text, bytes, position + 1, to);
				if (position < 0) {
					return null;
				}
				plainFrom = position;
			}
			else if (value >= 0 && value < ' ') {
				return null;
			}
			else {
				position++;
			}
		}
		return null;
	}

	private static void append(StringBuilder text, byte[] bytes, int from, int to) {
		for (int position = from; position < to; position++) {
			byte value = bytes[position];
			if (value < 0) {
				text.append(Utf8.decode(bytes, position, to));
				return;
			}
			text.append((char) value);
		}
	}

	/**
	 * Append an escaped character.
	 * @return the index after it, or -1 if it is not JSON
	 */
	private static int unescape(StringBuilder text, byte[] bytes, int from, int to) {
		if (from >= to) {
			return -1;
		}
		if (bytes[from] == 'u') {
			return unescapeUnicode(text, bytes, from + 1, to);
		}
		byte unescaped = unescaped(bytes[from]);
		if (unescaped == 0) {
			return -1;
		}
		text.append((char) unescaped);
		return from + 1;
	}

	private static int unescapeUnicode(StringBuilder text, byte[] bytes, int from, int to) {
		int unit = unit(bytes, from, to);
		if (unit < 0) {
			return -1;
		}
		text.append((char) unit);
		return from + 4;
	}

	/**
	 * Return the character that four hexadecimal digits stand for.
	 * @param bytes the array that holds them
	 * @param from the first digit
	 * @param to the index after the last byte
	 * @return the character, or -1 if there are no such digits
	 */
	static int unit(byte[] bytes, int from, int to) {
		if (to - from < 4) {
			return -1;
		}
		int unit = 0;
		for (int position = from; position < from + 4; position++) {
			int digit = Character.digit(bytes[position], 16);
			if (digit < 0) {
				return -1;
			}
			unit = 16 * unit + digit;
		}
		return unit;
	}

}
