package ai.apixo.test;

/**
 * Writes the arguments of a tool call.
 */
final class ToolInput {

	private ToolInput() {
	}

	static String write(Object input) {
		if (input instanceof CharSequence) {
			throw new IllegalArgumentException(
					"toolUse(..) takes a value that is written as a JSON object; for arguments as text, "
							+ "complete or not, use toolUseJson(name, partialJson)");
		}
		return MessagesFormat.write(MessagesFormat.objectOf(input));
	}

}
