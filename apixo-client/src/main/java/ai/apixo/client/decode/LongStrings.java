package ai.apixo.client.decode;

import java.util.Arrays;

/**
 * Where the long strings of a JSON text are. A string is known by its number among all
 * strings of the text, names included.
 */
final class LongStrings {

	private static final int FIELDS = 3;

	private final byte[] bytes;

	private final int minSize;

	/**
	 * Number, begin and end of each.
	 */
	private int[] found = new int[FIELDS * 4];

	private int count;

	private LongStrings(byte[] bytes, int minSize) {
		this.bytes = bytes;
		this.minSize = minSize;
	}

	/**
	 * Find the long strings of a text. In a text that is not JSON, strings are found up
	 * to where it breaks.
	 * @param bytes the array that holds the text
	 * @param from the index of the first byte
	 * @param to the index after the last byte
	 * @param minSize the size above which a string is long
	 * @return the strings
	 */
	static LongStrings in(byte[] bytes, int from, int to, int minSize) {
		LongStrings strings = new LongStrings(bytes, minSize);
		strings.find(from, to);
		return strings;
	}

	private void find(int from, int to) {
		int number = 0;
		int index = from;
		while (index < to) {
			if (this.bytes[index++] == '"') {
				int start = index;
				while (index < to && this.bytes[index] != '"') {
					index += (this.bytes[index] == '\\') ? 2 : 1;
				}
				if (index < to && index - start > this.minSize) {
					add(number, start, index);
				}
				number++;
				index++;
			}
		}
	}

	private void add(int number, int start, int end) {
		int at = this.count * FIELDS;
		if (at == this.found.length) {
			this.found = Arrays.copyOf(this.found, 2 * at);
		}
		this.found[at] = number;
		this.found[at + 1] = start;
		this.found[at + 2] = end;
		this.count++;
	}

	int count() {
		return this.count;
	}

	byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Return which string of the text a long one is.
	 */
	int number(int index) {
		return this.found[index * FIELDS];
	}

	int start(int index) {
		return this.found[index * FIELDS + 1];
	}

	int end(int index) {
		return this.found[index * FIELDS + 2];
	}

}
