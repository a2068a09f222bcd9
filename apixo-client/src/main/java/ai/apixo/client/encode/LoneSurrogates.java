package ai.apixo.client.encode;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Refuses text with half of a surrogate pair, which is no character: the API refuses it
 * without saying where it is (FIELD-7). Jackson writes whole pairs as UTF-8 and only
 * halves as escapes, so one look at each backslash of the JSON is enough.
 */
final class LoneSurrogates {

	/** What has been written may be nested more deeply than what may be read. */
	private static final JsonFactory JSON = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.maxNumberLength(Integer.MAX_VALUE)
			.build())
		.build();

	private static final int MAX_PATH = 200;

	/** The length of the beginning that all escaped surrogates have in common. */
	private static final int BEFORE_SURROGATE = 3;

	private LoneSurrogates() {
	}

	static RequestBody refuse(RequestBody json) {
		if (hasEscapedSurrogate(json)) {
			refuseFirst(json);
		}
		return json;
	}

	/** An escape may begin in one piece and end in the next. */
	private static boolean hasEscapedSurrogate(RequestBody json) {
		int matched = 0;
		for (byte[] piece : json.pieces()) {
			for (byte value : piece) {
				if (matched == BEFORE_SURROGATE && value >= '8') {
					return true;
				}
				matched = (matched > 0 || value == '\\') ? matchedWith(value, matched) : 0;
			}
		}
		return false;
	}

	/** Return how much of the escape of a surrogate has been read. */
	private static int matchedWith(byte value, int before) {
		return switch (before) {
			case 0 -> (value == '\\') ? 1 : 0;
			case 1 -> (value == 'u') ? 2 : 0;
			case 2 -> (value == 'D' || value == 'd') ? BEFORE_SURROGATE : 0;
			default -> 0;
		};
	}

	// A value that the application made JSON of itself may have a pair in escapes.
	private static void refuseFirst(RequestBody json) {
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json.inputStream())) {
			refuseFirst(parser);
		}
	}

	private static void refuseFirst(JsonParser parser) {
		try {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				if (token == JsonToken.PROPERTY_NAME && firstIn(parser.currentName()) >= 0) {
					throw refusedName(parser);
				}
				if (token == JsonToken.VALUE_STRING && firstIn(parser.getString()) >= 0) {
					throw refusedText(parser);
				}
			}
		}
		catch (StreamReadException ex) {
			// The parser itself refuses most of them, but only in names.
			throw refusedName(parser);
		}
	}

	private static ApixoConfigurationException refusedText(JsonParser parser) {
		String text = parser.getString();
		int index = firstIn(text);
		return refused("The text of '" + path(parser.streamReadContext()) + "'",
				", U+" + Integer.toHexString(text.charAt(index)).toUpperCase(Locale.ROOT) + " at index " + index + ",");
	}

	private static ApixoConfigurationException refusedName(JsonParser parser) {
		TokenStreamContext object = parser.streamReadContext().getParent();
		return refused("A field name inside '" + ((object != null) ? path(object) : "") + "'", ",");
	}

	private static ApixoConfigurationException refused(String what, String where) {
		return new ApixoConfigurationException(what + " has half of a surrogate pair" + where
				+ " which is no character and cannot be sent. Where text is cut, cut it between code points");
	}

	private static int firstIn(String text) {
		for (int i = 0; i < text.length(); i++) {
			char unit = text.charAt(i);
			if (Character.isSurrogate(unit)) {
				boolean pair = Character.isHighSurrogate(unit) && i + 1 < text.length()
						&& Character.isLowSurrogate(text.charAt(i + 1));
				if (!pair) {
					return i;
				}
				i++;
			}
		}
		return -1;
	}

	private static String path(TokenStreamContext context) {
		String path = fullPath(context);
		return (path.length() > MAX_PATH) ? path.substring(0, MAX_PATH) + "..." : path;
	}

	private static String fullPath(TokenStreamContext context) {
		TokenStreamContext parent = context.getParent();
		String before = (parent != null) ? fullPath(parent) : "";
		if (context.inArray()) {
			return before + "[" + context.getCurrentIndex() + "]";
		}
		if (context.inObject()) {
			return before.isEmpty() ? name(context.currentName()) : before + "." + name(context.currentName());
		}
		return before;
	}

	// Names inside the arguments of a tool are not the library's to repeat unchecked.
	private static String name(@Nullable String name) {
		return (name != null && name.matches("[\\w.-]{1,64}")) ? name : "?";
	}

}
