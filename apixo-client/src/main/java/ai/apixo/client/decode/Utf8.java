package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 as the WHATWG Encoding Standard says (SSE-17). Java differs in one point:
 * it takes the three bytes of an encoded surrogate for one error, and the standard for
 * three.
 *
 * @since 0.1.0
 */
public final class Utf8 {

	private static final byte LEAD_OF_SURROGATE = (byte) 0xED;

	private static final byte FIRST_OF_SURROGATES = (byte) 0xA0;

	private static final byte LAST_CONTINUATION = (byte) 0xBF;

	private static final char REPLACEMENT = '\uFFFD';

	private Utf8() {
	}

	/**
	 * Decode all bytes.
	 * @param bytes the bytes
	 * @return the text, with U+FFFD for what is not UTF-8
	 */
	public static String decode(byte[] bytes) {
		return decode(bytes, 0, bytes.length);
	}

	/**
	 * Decode a part of an array.
	 * @param bytes the array
	 * @param from the index of the first byte
	 * @param to the index after the last byte
	 * @return the text, with U+FFFD for what is not UTF-8
	 */
	static String decode(byte[] bytes, int from, int to) {
		int surrogate = surrogate(bytes, from, to);
		if (surrogate < 0) {
			return new String(bytes, from, to - from, StandardCharsets.UTF_8);
		}
		StringBuilder text = new StringBuilder(to - from);
		int start = from;
		while (surrogate >= 0) {
			text.append(new String(bytes, start, surrogate - start, StandardCharsets.UTF_8)).append(REPLACEMENT);
			start = surrogate + 1;
			surrogate = surrogate(bytes, start, to);
		}
		return text.append(new String(bytes, start, to - start, StandardCharsets.UTF_8)).toString();
	}

	/**
	 * Return whether all bytes are UTF-8. Jackson refuses some that are not, and takes
	 * others for characters that nobody wrote.
	 * @param bytes the bytes
	 * @return whether they are
	 */
	public static boolean isWellFormed(byte[] bytes) {
		return isWellFormed(bytes, 0, bytes.length);
	}

	/**
	 * Return whether a part of an array is UTF-8 (RFC 3629).
	 */
	static boolean isWellFormed(byte[] bytes, int from, int to) {
		int position = from;
		while (position < to) {
			int length = lengthAt(bytes, position, to);
			if (length < 0) {
				return false;
			}
			position += length;
		}
		return true;
	}

	/**
	 * Return how many bytes the character at a position has.
	 * @return the number, or that of the bytes that are one error, negated
	 */
	static int lengthAt(byte[] bytes, int position, int to) {
		int lead = bytes[position] & 0xFF;
		if (lead < 0x80) {
			return 1;
		}
		if (lead < 0xC2 || lead > 0xF4) {
			return -1;
		}
		int length = (lead >= 0xF0) ? 4 : (lead >= 0xE0) ? 3 : 2;
		int min = (lead == 0xE0) ? 0xA0 : (lead == 0xF0) ? 0x90 : 0x80;
		int max = (lead == 0xED) ? 0x9F : (lead == 0xF4) ? 0x8F : 0xBF;
		for (int count = 1; count < length; count++) {
			int next = (position + count < to) ? bytes[position + count] & 0xFF : 0;
			if (next < min || next > max) {
				return -count;
			}
			min = 0x80;
			max = 0xBF;
		}
		return length;
	}

	/**
	 * Return the character at a position.
	 * @param bytes the array
	 * @param position its first byte
	 * @param length what {@link #lengthAt} has returned
	 * @return the code point, U+FFFD for an error
	 */
	static int codePointAt(byte[] bytes, int position, int length) {
		if (length <= 1) {
			return (length == 1) ? bytes[position] : REPLACEMENT;
		}
		int codePoint = bytes[position] & (0x7F >> length);
		for (int index = position + 1; index < position + length; index++) {
			codePoint = codePoint << 6 | (bytes[index] & 0x3F);
		}
		return codePoint;
	}

	private static int surrogate(byte[] bytes, int from, int to) {
		for (int position = from; position < to - 1; position++) {
			if (bytes[position] == LEAD_OF_SURROGATE && bytes[position + 1] >= FIRST_OF_SURROGATES
					&& bytes[position + 1] <= LAST_CONTINUATION) {
				return position;
			}
		}
		return -1;
	}

}
