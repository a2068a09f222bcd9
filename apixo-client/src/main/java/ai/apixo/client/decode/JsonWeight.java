package ai.apixo.client.decode;

/**
 * Weighs a JSON text by what it costs in memory once it is read: a text of many small
 * objects takes seventy times its size. The weight is estimated on the bytes, before
 * anything is read.
 *
 * @since 0.1.0
 */
public final class JsonWeight {

	private static final int OBJECT = 160;

	private static final int ARRAY = 80;

	private static final int ENTRY = 40;

	private static final int STRING = 40;

	/**
	 * Of a number with a fraction, an exponent or more digits than a {@code long} has.
	 */
	private static final int EXACT_NUMBER = 120;

	private static final int MAX_SHORT_NUMBER = 18;

	private static final int LAST_LEAD_OF_LATIN_1 = 0xC3;

	private static final int UNICODE_ESCAPE = 6;

	/**
	 * How much heavier than the maximum size of a text its values may be.
	 */
	private static final int FACTOR = 3;

	private JsonWeight() {
	}

	/**
	 * Return whether a JSON text is too heavy to be read.
	 * @param json holds the text, in UTF-8
	 * @param from where it begins
	 * @param to where it ends
	 * @param maxSize the maximum size of a text in bytes, of which the values may weigh
	 * three times as much
	 * @return whether its values weigh more
	 */
	public static boolean exceeds(byte[] json, int from, int to, int maxSize) {
		long limit = (long) FACTOR * maxSize;
		if ((long) (to - from) * OBJECT / 2 <= limit) {
			return false;
		}
		long weight = 0;
		for (int index = from; index < to; index++) {
			byte character = json[index];
			if (character == '"') {
				int end = endOfString(json, index + 1, to);
				weight += STRING + weightOfCharacters(json, index + 1, Math.min(end, to));
				index = end;
			}
			else if (isPartOfNumber(character)) {
				int end = endOfNumber(json, index + 1, to);
				weight += isExact(json, index, end) ? EXACT_NUMBER : 0;
				index = end - 1;
			}
			else {
				weight += weight(character);
			}
			if (weight > limit) {
				return true;
			}
		}
		return false;
	}

	private static int weight(byte character) {
		return switch (character) {
			case '{' -> OBJECT;
			case '[' -> ARRAY;
			case ',', ':' -> ENTRY;
			default -> 0;
		};
	}

	private static boolean isPartOfNumber(byte character) {
		return (character >= '0' && character <= '9') || character == '-';
	}

	private static int endOfNumber(byte[] json, int from, int to) {
		int index = from;
		while (index < to && (isPartOfNumber(json[index]) || isOfFraction(json[index]))) {
			index++;
		}
		return index;
	}

	private static boolean isOfFraction(byte character) {
		return character == '.' || character == 'e' || character == 'E' || character == '+';
	}

	private static boolean isExact(byte[] json, int from, int to) {
		boolean exact = to - from > MAX_SHORT_NUMBER;
		for (int index = from; index < to && !exact; index++) {
			exact = isOfFraction(json[index]);
		}
		return exact;
	}

	/**
	 * Weigh the characters of a string: one byte each, or two if one of them is beyond
	 * Latin-1.
	 */
	private static long weightOfCharacters(byte[] json, int from, int to) {
		if (to - from > LongString.MIN_SIZE) {
			return LongStringWeight.of(json, from, to);
		}
		long characters = 0;
		boolean wide = false;
		int index = from;
		while (index < to) {
			boolean escaped = json[index] == '\\';
			int length = escaped ? lengthOfEscape(json, index, to) : Utf8.lengthAt(json, index, to);
			wide |= escaped ? isWideEscape(json, index, to) : isWide(json[index], length);
			characters += (length == 4) ? 2 : 1;
			index += Math.abs(length);
		}
		return wide ? 2 * characters : characters;
	}

	static boolean isWide(byte lead, int length) {
		return length < 0 || (lead & 0xFF) > LAST_LEAD_OF_LATIN_1;
	}

	static boolean isWideEscape(byte[] json, int index, int to) {
		return lengthOfEscape(json, index, to) == UNICODE_ESCAPE && index + 3 < to
				&& (json[index + 2] != '0' || json[index + 3] != '0');
	}

	static int lengthOfEscape(byte[] json, int index, int to) {
		return (index + 1 < to && json[index + 1] == 'u') ? UNICODE_ESCAPE : 2;
	}

	private static int endOfString(byte[] json, int from, int to) {
		int index = from;
		while (index < to && json[index] != '"') {
			index += (json[index] == '\\') ? 2 : 1;
		}
		return index;
	}

}
