package ai.apixo.client.decode;

/**
 * What a {@link LongString} takes while it is read: its pieces, and then all of it. One
 * that is written as it is takes no pieces.
 */
final class LongStringWeight {

	private long characters;

	private boolean wide;

	private boolean inPieces;

	private long pieces;

	private int piece;

	private boolean widePiece;

	private LongStringWeight() {
	}

	/**
	 * Weigh a string.
	 * @param json the array that holds it
	 * @param from the first byte after the opening quote
	 * @param to the index of the closing quote
	 * @return its weight in bytes
	 */
	static long of(byte[] json, int from, int to) {
		LongStringWeight weight = new LongStringWeight();
		int index = from;
		while (index < to) {
			if (json[index] == '\\') {
				weight.add(1, JsonWeight.isWideEscape(json, index, to), true);
				index += JsonWeight.lengthOfEscape(json, index, to);
			}
			else {
				int length = Utf8.lengthAt(json, index, to);
				weight.add((length == 4) ? 2 : 1, JsonWeight.isWide(json[index], length), length != 1);
				index += Math.abs(length);
			}
		}
		return weight.value();
	}

	private void add(int units, boolean isWide, boolean isSpelled) {
		if (this.piece > LongString.MAX_PIECE - 2) {
			finishPiece();
		}
		this.piece += units;
		this.widePiece |= isWide;
		this.inPieces |= isSpelled;
	}

	/**
	 * Weigh a piece, which Java tries to store in one byte a character before it takes
	 * two.
	 */
	private void finishPiece() {
		this.characters += this.piece;
		this.pieces += (this.widePiece ? 3L : 1L) * this.piece;
		this.wide |= this.widePiece;
		this.piece = 0;
		this.widePiece = false;
	}

	private long value() {
		finishPiece();
		return (this.wide ? 2 : 1) * this.characters + (this.inPieces ? this.pieces : 0);
	}

}
