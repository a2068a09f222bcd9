package ai.apixo.structured;

/**
 * Finds the elements in the text of a list, which may be cut anywhere. Looks only at what
 * ends an element, each character once: whether its text is JSON is the parser's
 * business.
 */
final class ElementScanner {

	/** The maximum depth of an element: root object and list are around it. */
	private static final int MAX_DEPTH = DocumentText.MAX_DEPTH - 2;

	/**
	 * Maximum weight of an element, in bytes that its text and its values take.
	 */
	private static final long MAX_WEIGHT = 64L * 1024 * 1024;

	private static final int CONTAINER = 240;

	private static final int OTHER = 80;

	private static final String STARTS_OF_SCALARS = "-0123456789tfn";

	private State state = State.BEFORE_FIRST;

	/** How many objects and arrays of the element are open. */
	private int depth;

	private long weight;

	private boolean inString;

	private boolean escaped;

	/**
	 * Pass over what stands between two elements.
	 * @param text a piece of the text
	 * @param from the index to go on from
	 * @return the index of the next element, or of the end of the list
	 * @throws MalformedDocumentException if there is something else
	 */
	int pass(String text, int from) {
		int next = from;
		while (next < text.length() && !this.state.isInside() && !begins(text.charAt(next))) {
			next++;
		}
		return next;
	}

	/**
	 * Return whether an element or the end of the list begins with a character.
	 */
	private boolean begins(char character) {
		if (character == ' ' || character == '\n' || character == '\r' || character == '\t') {
			return false;
		}
		if (this.state == State.BEHIND_ELEMENT && character == ',') {
			this.state = State.BEHIND_COMMA;
			return false;
		}
		this.state = (character == ']') ? end() : begin(character);
		return true;
	}

	private State end() {
		if (this.state == State.BEHIND_COMMA) {
			throw DocumentText.malformed(DocumentText.NOT_JSON);
		}
		return State.AT_END;
	}

	private State begin(char character) {
		boolean scalar = STARTS_OF_SCALARS.indexOf(character) >= 0;
		if (this.state == State.BEHIND_ELEMENT
				|| !(scalar || character == '"' || character == '{' || character == '[')) {
			throw DocumentText.malformed(DocumentText.NOT_JSON);
		}
		this.weight = 0;
		return scalar ? State.IN_SCALAR : State.IN_NESTED;
	}

	/**
	 * Follow the element that {@link #pass} has found.
	 * @param text a piece of the text
	 * @param from the index to go on from
	 * @return the index behind what belongs to the element
	 * @throws MalformedDocumentException if it is nested too deep or has too many values
	 */
	int follow(String text, int from) {
		int end = (this.state == State.IN_SCALAR) ? followScalar(text, from) : followNested(text, from);
		this.weight += end - from;
		if (this.weight > MAX_WEIGHT) {
			throw DocumentText.malformed(DocumentText.tooDeep());
		}
		return end;
	}

	private int followScalar(String text, int from) {
		int next = from;
		while (next < text.length() && ",] \n\r\t".indexOf(text.charAt(next)) < 0) {
			next++;
		}
		if (next < text.length()) {
			this.state = State.BEHIND_ELEMENT;
		}
		return next;
	}

	private int followNested(String text, int from) {
		int next = from;
		while (next < text.length()) {
			next = this.inString ? followString(text, next) : followStructure(text, next);
			if (this.depth == 0 && !this.inString) {
				this.state = State.BEHIND_ELEMENT;
				return next;
			}
		}
		return next;
	}

	private int followStructure(String text, int from) {
		int next = from;
		while (next < text.length()) {
			char character = text.charAt(next++);
			if (character == '"') {
				this.inString = true;
				this.weight += OTHER;
				return next;
			}
			if (character == '{' || character == '[') {
				open();
			}
			else if (character == ',') {
				this.weight += OTHER;
			}
			else if ((character == '}' || character == ']') && --this.depth == 0) {
				return next;
			}
		}
		return next;
	}

	private int followString(String text, int from) {
		int begin = this.escaped ? from + 1 : from;
		int quote = text.indexOf('"', begin);
		while (quote >= 0 && isEscaped(text, begin, quote)) {
			quote = text.indexOf('"', quote + 1);
		}
		this.inString = quote < 0;
		this.escaped = this.inString && isEscaped(text, begin, text.length());
		return this.inString ? text.length() : quote + 1;
	}

	/**
	 * Return whether a character of a string is escaped by the one before.
	 */
	private static boolean isEscaped(String text, int begin, int index) {
		int next = index;
		while (next > begin && text.charAt(next - 1) == '\\') {
			next--;
		}
		return (index - next) % 2 != 0;
	}

	private void open() {
		this.depth++;
		this.weight += CONTAINER;
		if (this.depth > MAX_DEPTH) {
			throw DocumentText.malformed(DocumentText.tooDeep());
		}
	}

	/**
	 * Return whether the element that was followed has ended.
	 * @return whether an element is complete
	 */
	boolean isBehindElement() {
		return this.state == State.BEHIND_ELEMENT;
	}

	/**
	 * Return whether the list has ended.
	 * @return whether the next character closes the list
	 */
	boolean isAtEnd() {
		return this.state == State.AT_END;
	}

	private enum State {

		BEFORE_FIRST, IN_SCALAR, IN_NESTED, BEHIND_ELEMENT, BEHIND_COMMA, AT_END;

		boolean isInside() {
			return this == IN_SCALAR || this == IN_NESTED;
		}

	}

}
