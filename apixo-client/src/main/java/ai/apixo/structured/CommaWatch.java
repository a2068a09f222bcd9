package ai.apixo.structured;

import tools.jackson.core.JsonToken;

/**
 * Finds a comma in front of the end of an object: Jackson's non-blocking parser does not
 * see it if the text is cut between the two.
 */
final class CommaWatch {

	private boolean behindComma;

	private boolean suspicious;

	/**
	 * Take the next piece of text.
	 * @param text the piece
	 */
	void pass(String text) {
		String visible = text.strip();
		if (!visible.isEmpty()) {
			this.suspicious = this.behindComma && visible.charAt(0) == '}';
			this.behindComma = visible.charAt(visible.length() - 1) == ',';
		}
	}

	/**
	 * Take the next token.
	 * @param token the token
	 * @return whether it is the end of an object behind a comma
	 */
	boolean isMisplaced(JsonToken token) {
		boolean misplaced = this.suspicious && token == JsonToken.END_OBJECT;
		this.suspicious = false;
		return misplaced;
	}

}
