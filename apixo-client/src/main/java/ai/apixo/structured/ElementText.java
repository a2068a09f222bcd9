package ai.apixo.structured;

import java.io.Reader;
import java.util.Arrays;

/**
 * The text of one element after the other, each in a list of its own, for a parser that
 * lives as long as the stream: a parser for each element would cost as much as to bind
 * the element.
 */
final class ElementText extends Reader {

	private static final int INITIAL_SIZE = 256;

	/** The maximum size of what is kept for the next element. */
	private static final int MAX_KEPT = 16 * 1024;

	private char[] text = new char[INITIAL_SIZE];

	private int size;

	private int position;

	/**
	 * Add a part of the element.
	 * @param piece a piece of text
	 * @param begin the index of the first character to add
	 * @param end the index behind the last one
	 */
	void append(String piece, int begin, int end) {
		int needed = this.size + (end - begin) + 2;
		if (needed > this.text.length) {
			this.text = Arrays.copyOf(this.text, Math.max(needed, 2 * this.text.length));
		}
		if (this.size == 0) {
			this.text[this.size++] = '[';
		}
		piece.getChars(begin, end, this.text, this.size);
		this.size += end - begin;
	}

	/**
	 * Say that the element is complete.
	 */
	void end() {
		this.text[this.size++] = ']';
	}

	void clear() {
		this.size = 0;
		this.position = 0;
		if (this.text.length > MAX_KEPT) {
			this.text = new char[INITIAL_SIZE];
		}
	}

	String all() {
		return new String(this.text, 0, this.size);
	}

	@Override
	public int read(char[] target, int offset, int length) {
		int count = Math.min(length, this.size - this.position);
		System.arraycopy(this.text, this.position, target, offset, count);
		this.position += count;
		return (count > 0) ? count : -1;
	}

	@Override
	public void close() {
		// Holds nothing but memory.
	}

}
