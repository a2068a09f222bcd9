package ai.apixo.tool;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.raw.ExactJson;

/**
 * The arguments of a call, which gateways write in several forms.
 */
final class CallInput {

	private CallInput() {
	}

	/**
	 * Return the arguments.
	 * @param call a call without fault
	 * @return the object
	 */
	static JsonNode of(ToolUseBlock call) {
		JsonNode object = ExactJson.objectOf(call.input());
		if (object == null) {
			throw new IllegalStateException("The arguments are not an object");
		}
		return object;
	}

	/**
	 * Return what is wrong with the arguments, for the model to read (TOOL-6).
	 * @param call the call
	 * @param cut whether its end is missing and no arguments arrived
	 * @return the fault without any argument, {@code null} if they are a complete object
	 */
	static @Nullable String fault(ToolUseBlock call, boolean cut) {
		String text = call.unparsedInput();
		if (text != null) {
			return fault(text);
		}
		if (ExactJson.objectOf(call.input()) == null) {
			return (call.input().isString()) ? fault(call.input().stringValue()) : NO_OBJECT;
		}
		return cut ? "The arguments did not arrive completely. Call the tool again." : null;
	}

	private static final String NO_OBJECT = "The arguments are JSON, but not an object. Call the tool again with an object.";

	private static String fault(String text) {
		try {
			ExactJson.parse(text);
			return NO_OBJECT;
		}
		catch (JacksonException ex) {
			TokenStreamLocation location = ex.getLocation();
			if (location == null) {
				// They are JSON as far as they were read, but nested too deeply.
				return "The arguments cannot be read: they are nested too deeply, or have a number or a name that is too long. Call the tool again with simpler arguments.";
			}
			return "The arguments are not JSON: the error is at character " + Math.max(location.getCharOffset(), 0)
					+ " of " + text.length() + ". Call the tool again with complete arguments.";
		}
	}

}
