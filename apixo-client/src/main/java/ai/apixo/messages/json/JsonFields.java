package ai.apixo.messages.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes the known fields of a JSON object one by one; what is not taken is the rest. A
 * field of an unexpected shape is not taken, so it stays in the rest as it came.
 */
final class JsonFields {

	private final JsonNode object;

	private final List<String> taken = new ArrayList<>();

	JsonFields(JsonNode object) {
		this.object = object;
	}

	// Take a field when it has the only value that it can have, such as a type.
	boolean constant(String name, String value) {
		JsonNode node = this.object.get(name);
		return node != null && node.isString() && node.stringValue().equals(value) && take(name);
	}

	private boolean take(String name) {
		if (!this.taken.contains(name)) {
			this.taken.add(name);
		}
		return true;
	}

	// Take a switch when it is on; an explicit false stays in the rest.
	boolean isTrue(String name) {
		JsonNode node = this.object.get(name);
		return node != null && node.isBoolean() && node.booleanValue() && take(name);
	}

	boolean has(String name) {
		return this.object.has(name);
	}

	boolean hasNonNull(String name) {
		return this.object.hasNonNull(name);
	}

	<T> @Nullable T optional(String name, Codec<T> wire) {
		JsonNode node = this.object.get(name);
		T value = (node != null) ? wire.read(node) : null;
		if (value != null) {
			take(name);
		}
		return value;
	}

	<T> T required(String name, Codec<T> wire) {
		T value = optional(name, wire);
		if (value == null) {
			throw new MissingFieldException();
		}
		return value;
	}

	/**
	 * Take a field in its documented form, or read it in another one that means the same
	 * and stays in the rest as it came.
	 */
	<T> @Nullable T eitherForm(String name, Codec<T> codec, Codec.Reader<T> otherForm) {
		T value = optional(name, codec);
		JsonNode node = this.object.get(name);
		return (value == null && node != null) ? otherForm.read(node) : value;
	}

	// Take a required field that lean gateways leave out or null.
	<T> T lenient(String name, Codec<T> wire, T absent) {
		JsonNode node = this.object.get(name);
		return (node == null || node.isNull()) ? absent : required(name, wire);
	}

	// Take text, which lean gateways leave out or null, and others write in another form.
	String text(String name) {
		String text = eitherForm(name, ScalarCodecs.STRING, ScalarCodecs::textInOtherForm);
		if (text == null && hasNonNull(name)) {
			throw new MissingFieldException();
		}
		return (text != null) ? text : "";
	}

	// Take a field that must never make the whole object unreadable.
	<T> T orEmpty(String name, Codec<T> wire, T empty) {
		T value = optional(name, wire);
		return (value != null) ? value : empty;
	}

	String string(String name) {
		return required(name, ScalarCodecs.STRING);
	}

	int integer(String name) {
		return required(name, ScalarCodecs.INTEGER);
	}

	@Nullable String optionalString(String name) {
		return optional(name, ScalarCodecs.STRING);
	}

	@Nullable Integer optionalInteger(String name) {
		return optional(name, ScalarCodecs.INTEGER);
	}

	@Nullable Long optionalLong(String name) {
		return optional(name, ScalarCodecs.LONG);
	}

	// Take a list when it holds something.
	<T> List<T> optionalList(String name, Codec<T> wire) {
		List<T> list = readList(this.object.get(name), wire);
		if (list == null || list.isEmpty()) {
			return List.of();
		}
		take(name);
		return list;
	}

	// Take a list that is always there, if only empty.
	<T> List<T> list(String name, Codec<T> wire) {
		List<T> list = readList(this.object.get(name), wire);
		if (list == null) {
			return List.of();
		}
		take(name);
		return list;
	}

	static <T> @Nullable List<T> readList(@Nullable JsonNode array, Codec<T> wire) {
		if (array == null || !array.isArray()) {
			return null;
		}
		List<T> list = new ArrayList<>(array.size());
		for (JsonNode item : array) {
			T value = wire.read(item);
			if (value == null) {
				return null;
			}
			list.add(value);
		}
		return list;
	}

	// The fields that were not taken, in order.
	Map<String, JsonNode> rest() {
		if (this.taken.size() == this.object.size()) {
			return Map.of();
		}
		Map<String, JsonNode> rest = new LinkedHashMap<>();
		this.object.forEachEntry((name, value) -> {
			if (!this.taken.contains(name)) {
				rest.put(name, value);
			}
		});
		return rest;
	}

}
