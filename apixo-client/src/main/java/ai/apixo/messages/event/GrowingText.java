package ai.apixo.messages.event;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that comes in small pieces. What is long is not copied again and again while it
 * grows, as the buffer of a {@code StringBuilder} would be.
 */
final class GrowingText {

	private static final int CHUNK = 4096;

	private final List<String> chunks = new ArrayList<>(1);

	private final StringBuilder latest = new StringBuilder();

	GrowingText(String beginning) {
		append(beginning);
	}

	void append(String piece) {
		if (piece.length() >= CHUNK) {
			if (!this.latest.isEmpty()) {
				finishChunk();
			}
			this.chunks.add(piece);
			return;
		}
		this.latest.append(piece);
		if (this.latest.length() >= CHUNK) {
			finishChunk();
		}
	}

	private void finishChunk() {
		this.chunks.add(this.latest.toString());
		this.latest.setLength(0);
	}

	/**
	 * Take no more room than the text needs, as nothing more is expected.
	 */
	void compact() {
		String text = toString();
		this.chunks.clear();
		if (!text.isEmpty()) {
			this.chunks.add(text);
		}
		this.latest.setLength(0);
		this.latest.trimToSize();
	}

	void appendTo(StringBuilder all) {
		this.chunks.forEach(all::append);
		all.append(this.latest);
	}

	boolean isEmpty() {
		return this.chunks.isEmpty() && this.latest.isEmpty();
	}

	@Override
	public String toString() {
		if (this.chunks.isEmpty()) {
			return this.latest.toString();
		}
		if (this.latest.isEmpty() && this.chunks.size() == 1) {
			return this.chunks.get(0);
		}
		String[] all = this.chunks.toArray(new String[this.chunks.size() + 1]);
		all[this.chunks.size()] = this.latest.toString();
		return String.join("", all);
	}

}
