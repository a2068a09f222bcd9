package ai.apixo.structured;

import org.jspecify.annotations.Nullable;

/**
 * Follows the text of JSON to the string that is open at its end. Whether the text is
 * JSON at all is the parser's business.
 */
final class OpenString {

	private static final int HEX = 16;

	private final StringBuilder text = new StringBuilder();

	private boolean open;

	private boolean escaped;

	private int hexDigits;

	private int codeUnit;

	void accept(String piece) {
		for (int i = 0; i < piece.length(); i++) {
			char character = piece.charAt(i);
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
				inside(character);
			}
		}
	}

	private void inside(char character) {
		if (character == '\\') {
			this.escaped = true;
		}
		else {
			this.text.append(character);
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
	 * Return the text of the open string so far, without half an escape or half a
	 * surrogate pair.
	 * @return the text, {@code null} if no string is open
	 */
	@Nullable String text() {
		if (!this.open) {
			return null;
		}
		int end = this.text.length();
		boolean half = end > 0 && Character.isHighSurrogate(this.text.charAt(end - 1));
		return this.text.substring(0, half ? end - 1 : end);
	}

}
