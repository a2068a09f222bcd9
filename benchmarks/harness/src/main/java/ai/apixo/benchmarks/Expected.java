package ai.apixo.benchmarks;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The text that the server sends, and a count of what a client received.
 */
final class Expected implements Consumer<String> {

	static final String WHOLE = "The quick brown fox \u2013 said to be \"na\u00efve\" \u2013 jumps over it.\n"
		.repeat(10);

	private static final String[] WORDS = { "The", " quick", " brown", " fox", " jumps over", " the", " \"lazy\"",
			" dog", " \u2013", " streams", " of", " tokens", " na\u00efvely", ",", " and", " then", " \u6771\u4eac",
			" a line.\n" };

	private static final int BLOCK = 500;

	private final LongAdder pieces = new LongAdder();

	private final LongAdder characters = new LongAdder();

	private final LongAdder sum = new LongAdder();

	static String text(int number) {
		return WORDS[number % BLOCK % WORDS.length];
	}

	@Override
	public void accept(String text) {
		this.pieces.increment();
		this.characters.add(text.length());
		this.sum.add(text.hashCode());
	}

	/**
	 * What one stream brings.
	 */
	static Expected of(int deltas) {
		Expected sent = new Expected();
		for (int number = 0; number < deltas; number++) {
			sent.accept(text(number % BLOCK));
		}
		return sent;
	}

	/**
	 * Fail unless a client received just what was sent.
	 * @param streams how many streams
	 * @param sent what was sent on each
	 */
	void check(int streams, Expected sent) {
		if (this.characters.sum() != streams * sent.characters.sum()
				|| (this.pieces.sum() == streams * sent.pieces.sum() && this.sum.sum() != streams * sent.sum.sum())) {
			throw new IllegalStateException("Received " + this.characters.sum() + " characters in " + this.pieces.sum()
					+ " pieces instead of " + streams * sent.characters.sum());
		}
	}

}
