package ai.apixo.client.decode;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.MessageDelta;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJson;

/**
 * Recognizes the errors in a stream. Gateways send them without their envelope, with one
 * of their own, under another name, or as a field of another event.
 */
final class ErrorFrame {

	private static final String ERROR = "error";

	/**
	 * The name of an event without a name according to the HTML Living Standard.
	 */
	static final String DEFAULT_NAME = "message";

	private ErrorFrame() {
	}

	/**
	 * Return whether a type or the name of a frame is that of an error.
	 * @param name for example {@code error}, {@code overloaded_error} or
	 * {@code ThrottlingException}
	 */
	static boolean isNamed(@Nullable String name) {
		if (name == null) {
			return false;
		}
		String lower = name.toLowerCase(Locale.ROOT);
		return lower.endsWith(ERROR) || lower.endsWith("exception");
	}

	/**
	 * Return whether an event of an unknown type, or one that is broken, is an error.
	 */
	static boolean isTyped(String type, JsonNode event, @Nullable String name) {
		JsonNode error = event.path(ERROR);
		if (MessagesJson.eventTypes().contains(type)) {
			return error.isObject();
		}
		return isNamed(type) || isNamed(name) || error.path("message").isString();
	}

	/**
	 * Return whether an event without a type is an error.
	 */
	static boolean isUntyped(JsonNode event, @Nullable String name) {
		JsonNode error = event.path(ERROR);
		return isNamed(name) || error.isObject() || error.isString()
				|| ((name == null || name.equals(DEFAULT_NAME)) && ErrorBody.isError(event));
	}

	/**
	 * Find an error that is a field of an event around a block or a message.
	 * @return the error, or {@code null} if there is none
	 */
	static @Nullable JsonNode within(StreamEvent event) {
		JsonNode error = others(event).get(ERROR);
		return (error != null && error.path("message").isString())
				? JsonNodeFactory.instance.objectNode().set(ERROR, error) : null;
	}

	private static Map<String, JsonNode> others(StreamEvent event) {
		if (event instanceof MessageStop stop) {
			return stop.additionalProperties();
		}
		if (event instanceof MessageDelta delta) {
			return delta.additionalProperties();
		}
		if (event instanceof ContentBlockStop stop) {
			return stop.additionalProperties();
		}
		if (event instanceof ContentBlockStart start) {
			return start.additionalProperties();
		}
		return (event instanceof MessageStart start) ? start.additionalProperties() : Map.of();
	}

	/**
	 * Return whether the bytes may mention an error. To look closer means to parse or
	 * copy them.
	 */
	static boolean mayBeIn(byte[] bytes, int from, int to) {
		int matched = 0;
		for (int index = from; index < to; index++) {
			if (bytes[index] == '\\') {
				return true;
			}
			matched = (bytes[index] == ERROR.charAt(matched)) ? matched + 1 : (bytes[index] == ERROR.charAt(0)) ? 1 : 0;
			if (matched == ERROR.length()) {
				return true;
			}
		}
		return false;
	}

}
