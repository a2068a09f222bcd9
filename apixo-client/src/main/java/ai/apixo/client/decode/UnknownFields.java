package ai.apixo.client.decode;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.NullNode;

/**
 * Where the unknown fields of an object lie. Their values are parsed once it is certain
 * that they are wanted.
 */
final class UnknownFields {

	static final UnknownFields NONE = new UnknownFields(Map.of());

	private final Map<String, Range> ranges;

	private UnknownFields(Map<String, Range> ranges) {
		this.ranges = ranges;
	}

	/**
	 * Skip an unknown field.
	 * @param json the cursor before the field
	 * @param strings the reader of the name
	 * @return these fields and that one, or {@code null} if there is none or the name has
	 * come before
	 */
	@Nullable UnknownFields take(JsonCursor json, JsonStringReader strings) {
		String name = json.string(strings);
		if (name == null || !json.take(':')) {
			return null;
		}
		int from = json.position();
		if (!json.skipValue()) {
			return null;
		}
		UnknownFields fields = (this != NONE) ? this : new UnknownFields(new LinkedHashMap<>());
		return (fields.ranges.put(name, new Range(from, json.position())) == null) ? fields : null;
	}

	/**
	 * Return whether none of some names is among these fields, so that no known field
	 * came twice.
	 * @param names the names of known fields
	 * @return whether there is none of them
	 */
	boolean hasNone(String... names) {
		for (String name : names) {
			if (this.ranges.containsKey(name)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Read the values.
	 * @param bytes the array that holds them
	 * @param trees the reader of the values
	 * @return names and values in their order, or {@code null} if one is not JSON
	 */
	@Nullable Map<String, JsonNode> values(byte[] bytes, ObjectReader trees) {
		if (this.ranges.isEmpty()) {
			return Map.of();
		}
		Map<String, JsonNode> values = new LinkedHashMap<>();
		try {
			this.ranges.forEach((name, range) -> values.put(name, range.read(trees, bytes)));
			return values;
		}
		catch (JacksonException | NumberFormatException ex) {
			return null;
		}
	}

	private record Range(int from, int to) {

		JsonNode read(ObjectReader trees, byte[] bytes) {
			JsonNode value = JsonBytes.read(trees, JsonNode.class, bytes, this.from, this.to);
			return (value != null) ? value : NullNode.getInstance();
		}

	}

}
