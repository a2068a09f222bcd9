package ai.apixo.messages.raw;

/**
 * Weighs a JSON text by what its values cost in memory once it is read, beside what its
 * strings say. Text of a message may itself be JSON, such as the arguments of a tool, and
 * JSON of many small objects takes seventy times its size.
 */
final class TextWeight {

	/**
	 * Maximum weight. No model writes as much in one answer.
	 */
	private static final long MAX = 64L * 1024 * 1024;

	private static final int OBJECT = 160;

	private static final int OTHER = 40;

	private TextWeight() {
	}

	/**
	 * Return whether a text is too heavy to be read.
	 * @param json the text
	 * @return whether its values would take too much memory
	 */
	static boolean isTooHeavy(String json) {
		if ((long) json.length() * OBJECT / 2 <= MAX) {
			return false;
		}
		long weight = 0;
		int index = 0;
		while (index < json.length() && weight <= MAX) {
			char character = json.charAt(index++);
			if (character == '"') {
				weight += OTHER;
				index = endOfString(json, index);
			}
			else {
				weight += weight(character);
			}
		}
		return weight > MAX;
	}

	private static int weight(char character) {
		return switch (character) {
			case '{' -> OBJECT;
			case '[' -> OBJECT / 2;
			case ',', ':', '.', 'e', 'E' -> OTHER;
			default -> 0;
		};
	}

	private static int endOfString(String json, int from) {
		int index = from;
		while (index < json.length() && json.charAt(index) != '"') {
			index += (json.charAt(index) == '\\') ? 2 : 1;
		}
		return index + 1;
	}

}
