package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON string of the size of a message. Java and Jackson copy such a string
 * several times while they decode it, and in two bytes a character. Here it is decoded in
 * small pieces, which are joined once.
 */
final class LongString {

	/**
	 * Size in bytes above which a string is long.
	 */
	static final int MIN_SIZE = 32 * 1024;

	/**
	 * Maximum length of a piece. One character beyond Latin-1 doubles what its piece
	 * takes, so pieces are short.
	 */
	static final int MAX_PIECE = 1024;

	private final byte[] bytes;

	private final int to;

	private final List<String> pieces = new ArrayList<>();

	private final char[] piece = new char[MAX_PIECE];

	private int length;

	private int position;

	private LongString(byte[] bytes, int from, int to) {
		this.bytes = bytes;
		this.position = from;
		this.to = to;
	}

	/**
	 * Read a string. Bytes that are not UTF-8 become U+FFFD.
	 * @param bytes the array that holds it
	 * @param from the first byte after the opening quote
	 * @param to the index of the closing quote
	 * @return the string, or {@code null} if it is not JSON
	 */
	static @Nullable String read(byte[] bytes, int from, int to) {
		return isPlain(bytes, from, to) ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
				: new LongString(bytes, from, to).read();
	}

	private static boolean isPlain(byte[] bytes, int from, int to) {
		for (int index = from; index < to; index++) {
			if (bytes[index] < ' ' || bytes[index] == '\\') {
				return false;
			}
		}
		return true;
	}

	private @Nullable String read() {
		while (this.position < this.to) {
			if (this.length > MAX_PIECE - 2) {
				finishPiece();
			}
			byte value = this.bytes[this.position];
			if (value < 0) {
				appendEncoded();
			}
			else if ((value == '\\') ? !appendEscaped() : !appendPlain(value)) {
				return null;
			}
		}
		finishPiece();
		return String.join("", this.pieces.toArray(String[]::new));
	}

	private void finishPiece() {
		this.pieces.add(new String(this.piece, 0, this.length));
		this.length = 0;
	}

	private boolean appendPlain(byte value) {
		this.piece[this.length++] = (char) value;
		this.position++;
		return value >= ' ';
	}

	private void appendEncoded() {
		int size = Utf8.lengthAt(this.bytes, this.position, this.to);
		this.length += Character.toChars(Utf8.codePointAt(this.bytes, this.position, size), this.piece, this.length);
		this.position += Math.abs(size);
	}

	private boolean appendEscaped() {
		byte escape = this.bytes[this.position + 1];
		int character = (escape == 'u') ? JsonStringReader.unit(this.bytes, this.position + 2, this.to)
				: JsonStringReader.unescaped(escape);
		this.piece[this.length++] = (char) character;
		this.position += (escape == 'u') ? 6 : 2;
		return (escape == 'u') ? character >= 0 : character > 0;
	}

}
