package ai.apixo.client.decode;

import java.io.Reader;

/**
 * The characters of a JSON text without what its long strings hold. Bytes that are not
 * UTF-8 become U+FFFD.
 */
final class ShortenedJson extends Reader {

	private final LongStrings strings;

	private final byte[] bytes;

	private final int to;

	private int position;

	private int next;

	/**
	 * The second half of a surrogate pair for which there was no room.
	 */
	private char low;

	ShortenedJson(LongStrings strings, int from, int to) {
		this.strings = strings;
		this.bytes = strings.bytes();
		this.position = from;
		this.to = to;
	}

	@Override
	public int read(char[] target, int offset, int length) {
		int at = offset;
		int end = offset + length;
		if (this.low != 0 && at < end) {
			target[at++] = this.low;
			this.low = 0;
		}
		while (at < end && this.position < this.to) {
			byte value = this.bytes[this.position];
			if (value < 0) {
				at = readEncoded(target, at, end);
			}
			else {
				target[at++] = (char) value;
				this.position++;
				if (value == '"') {
					passLongString();
				}
			}
		}
		return (at > offset || length == 0) ? at - offset : -1;
	}

	private int readEncoded(char[] target, int at, int end) {
		int size = Utf8.lengthAt(this.bytes, this.position, this.to);
		int codePoint = Utf8.codePointAt(this.bytes, this.position, size);
		this.position += Math.abs(size);
		if (Character.isBmpCodePoint(codePoint)) {
			target[at] = (char) codePoint;
			return at + 1;
		}
		target[at] = Character.highSurrogate(codePoint);
		if (at + 1 < end) {
			target[at + 1] = Character.lowSurrogate(codePoint);
			return at + 2;
		}
		this.low = Character.lowSurrogate(codePoint);
		return at + 1;
	}

	private void passLongString() {
		if (this.next < this.strings.count() && this.position == this.strings.start(this.next)) {
			this.position = this.strings.end(this.next++);
		}
	}

	@Override
	public void close() {
		// There is nothing to close.
	}

}
