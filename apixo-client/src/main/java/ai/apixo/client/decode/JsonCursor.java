package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON in an array of bytes. It checks no more than it needs to find its way;
 * anything odd stops it.
 */
final class JsonCursor {

	private static final int MAX_DIGITS = 9;

	private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

	private final byte[] bytes;

	private final int to;

	private int position;

	JsonCursor(byte[] bytes, int from, int to) {
		this.bytes = bytes;
		this.position = from;
		this.to = to;
	}

	/**
	 * Return a name as it stands in JSON.
	 * @param name the name
	 * @return the name with its quotes
	 */
	static byte[] name(String name) {
		return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
	}

	int position() {
		return this.position;
	}

	/**
	 * Pass white space and then a character, if it comes next.
	 * @param expected the character
	 * @return whether it came
	 */
	boolean take(char expected) {
		passWhiteSpace();
		if (this.position < this.to && this.bytes[this.position] == expected) {
			this.position++;
			return true;
		}
		return false;
	}

	/**
	 * Pass a name and its colon, if they come next.
	 * @param name the name, see {@link #name(String)}
	 * @return whether they came
	 */
	boolean takeName(byte[] name) {
		passWhiteSpace();
		int start = this.position;
		int end = start + name.length;
		if (end > this.to || !Arrays.equals(this.bytes, start, end, name, 0, name.length)) {
			return false;
		}
		this.position = end;
		if (take(':')) {
			return true;
		}
		this.position = start;
		return false;
	}

	/**
	 * Pass white space and then some bytes, if they come next.
	 * @param expected the bytes, such as a string with its quotes
	 * @return whether they came
	 */
	boolean take(byte[] expected) {
		passWhiteSpace();
		int end = this.position + expected.length;
		if (end > this.to || !Arrays.equals(this.bytes, this.position, end, expected, 0, expected.length)) {
			return false;
		}
		this.position = end;
		return true;
	}

	/**
	 * Pass a null, if it comes next.
	 * @return whether it came
	 */
	boolean takeNull() {
		return take(NULL);
	}

	/**
	 * Read a string.
	 * @param strings the reader of strings
	 * @return the string, or {@code null} if there is none
	 */
	@Nullable String string(JsonStringReader strings) {
		if (!take('"')) {
			return null;
		}
		String value = strings.read(this.bytes, this.position, this.to);
		if (value != null) {
			this.position = strings.end();
		}
		return value;
	}

	/**
	 * Read an integer of at most nine digits.
	 * @return the integer, or -1 if there is none or it is written in another way
	 */
	int smallInteger() {
		passWhiteSpace();
		int from = this.position;
		int value = 0;
		while (this.position < this.to && isDigit(this.bytes[this.position])) {
			if (this.position - from == MAX_DIGITS) {
				return -1;
			}
			value = 10 * value + this.bytes[this.position++] - '0';
		}
		int digits = this.position - from;
		return (digits == 1 || (digits > 1 && this.bytes[from] != '0')) ? value : -1;
	}

	/**
	 * Skip a value of any kind.
	 * @return whether there was one
	 */
	boolean skipValue() {
		passWhiteSpace();
		int from = this.position;
		int depth = 0;
		while (this.position < this.to) {
			byte next = this.bytes[this.position];
			if (next == '"') {
				skipString();
				continue;
			}
			if (depth == 0 && (next == ',' || next == '}' || next == ']')) {
				break;
			}
			if (next == '{' || next == '[') {
				depth++;
			}
			else if (next == '}' || next == ']') {
				depth--;
			}
			this.position++;
		}
		return this.position > from && this.position <= this.to && depth == 0;
	}

	/**
	 * Return whether nothing but white space is left.
	 * @return whether the end has been reached
	 */
	boolean isAtEnd() {
		passWhiteSpace();
		return this.position == this.to;
	}

	private void skipString() {
		this.position++;
		while (this.position < this.to && this.bytes[this.position] != '"') {
			this.position += (this.bytes[this.position] == '\\') ? 2 : 1;
		}
		this.position++;
	}

	private void passWhiteSpace() {
		while (this.position < this.to && isWhiteSpace(this.bytes[this.position])) {
			this.position++;
		}
	}

	private static boolean isWhiteSpace(byte value) {
		return value == ' ' || value == '\n' || value == '\t' || value == '\r';
	}

	private static boolean isDigit(byte value) {
		return value >= '0' && value <= '9';
	}

}
