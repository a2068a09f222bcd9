package ai.apixo.structured;

/**
 * Follows the text of JSON to the string that is open at its end. Whether the text is
 * JSON at all is the parser's business.
 */
final class OpenString {

	/** The length where no string is open. */
	static final int NONE = -1;

	private static final int HEX = 16;

	private final StringBuilder text = new StringBuilder();

	private boolean open;

	private boolean escaped;

	private int hexDigits;

	private int codeUnit;

	void accept(String piece) {
		int next = 0;
		int escape = piece.indexOf('\\');
		while (next < piece.length()) {
			if (!this.escaped && this.hexDigits == 0) {
				int quote = piece.indexOf('"', next);
				int end = (quote >= 0) ? quote : piece.length();
				if (this.open && escape >= 0 && escape < next) {
					escape = piece.indexOf('\\', next);
				}
				if (this.open) {
					end = (escape >= 0) ? Math.min(end, escape) : end;
					this.text.append(piece, next, end);
				}
				next = end;
			}
			if (next < piece.length()) {
				accept(piece.charAt(next++));
			}
		}
	}

	private void accept(char character) {
		if (this.hexDigits > 0) {
			hexDigit(character);
		}
		else if (this.escaped) {
			escape(character);
		}
		else if (character == '"') {
			this.open = !this.open;
			this.text.setLength(0);
		}
		else if (this.open) {
			// Nothing else ends what is plain.
			this.escaped = true;
		}
	}

	private void escape(char character) {
		this.escaped = false;
		switch (character) {
			case 'u' -> {
				this.hexDigits = 4;
				this.codeUnit = 0;
			}
			case 'b' -> this.text.append('\b');
			case 'f' -> this.text.append('\f');
			case 'n' -> this.text.append('\n');
			case 'r' -> this.text.append('\r');
			case 't' -> this.text.append('\t');
			default -> this.text.append(character);
		}
	}

	private void hexDigit(char character) {
		this.codeUnit = this.codeUnit * HEX + Character.digit(character, HEX);
		this.hexDigits--;
		if (this.hexDigits == 0) {
			this.text.append((char) this.codeUnit);
		}
	}

	/**
	 * Return how much of the open string is certain: not half an escape and not half a
	 * surrogate pair.
	 * @return the number of characters, {@link #NONE} if no string is open
	 */
	int length() {
		if (!this.open) {
			return NONE;
		}
		int end = this.text.length();
		return (end > 0 && Character.isHighSurrogate(this.text.charAt(end - 1))) ? end - 1 : end;
	}

	/**
	 * Return the text of the open string as far as it is certain.
	 * @return the text
	 */
	String text() {
		return this.text.substring(0, length());
	}

}
