package ai.apixo.test;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.json.MessagesJsonMapper;

/**
 * Writes and reads JSON with the codecs of the client.
 */
final class MessagesFormat {

	private static final JsonMapper MAPPER = MessagesJsonMapper.create();

	private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

	private MessagesFormat() {
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	/**
	 * Return a value as a JSON object.
	 */
	static ObjectNode objectOf(Object value) {
		JsonNode tree = tree(value);
		if (tree instanceof ObjectNode object) {
			return object;
		}
		throw new IllegalArgumentException("A " + value.getClass().getName() + " is not a JSON object but "
				+ tree.getNodeType().name().toLowerCase(Locale.ROOT));
	}

	static JsonNode tree(Object value) {
		return MAPPER.valueToTree(Objects.requireNonNull(value, "A value of a reply must not be null"));
	}

	static String write(Object value) {
		return MAPPER.writeValueAsString(value);
	}

	/**
	 * Return JSON in UTF-8. Half of a character, at which a text may be cut, has no
	 * encoding but an escape.
	 */
	static byte[] utf8(String json) {
		return HALF_CHARACTER.matcher(json)
			.replaceAll((half) -> "\\\\u" + Integer.toHexString(half.group().charAt(0)))
			.getBytes(StandardCharsets.UTF_8);
	}

	static <T> T read(String json, Class<T> type) {
		return MAPPER.readValue(json, type);
	}

	/**
	 * Return a text as JSON.
	 * @return {@code null} if it is no JSON
	 */
	static @Nullable JsonNode parse(String json) {
		try {
			return MAPPER.readTree(json);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
