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
	 * Return whether there is an encoded surrogate, which Jackson would take.
	 * @param bytes the bytes
	 * @return whether there is one
	 */
	public static boolean hasSurrogates(byte[] bytes) {
		return surrogate(bytes, 0, bytes.length) >= 0;
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
