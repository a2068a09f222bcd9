package ai.apixo.structured;

/**
 * What is wrong with a document, without any value of it.
 *
 * @param path where, as a JSON Pointer
 * @param rule what is asked for there
 */
record Problem(String path, String rule) {

	/**
	 * Return the path and the rule as one line of text.
	 * @return the line
	 */
	String text() {
		return (this.path.isEmpty() ? "the document" : this.path) + " " + this.rule;
	}

}
