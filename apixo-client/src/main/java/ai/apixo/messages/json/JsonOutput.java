package ai.apixo.messages.json;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Writes the fields of a JSON object. A component that holds nothing gives way to an
 * additional field of the same name, so that an explicit null, or a value of an
 * unexpected shape, is written as it was read.
 */
final class JsonOutput {

	private final JsonGenerator generator;

	private final Map<String, JsonNode> additional;

	private final Set<String> written;

	JsonOutput(JsonGenerator generator, Map<String, JsonNode> additional) {
		this.generator = generator;
		this.additional = additional;
		this.written = additional.isEmpty() ? Set.of() : new HashSet<>();
	}

	// Write a field with the only value that it can have, such as a type.
	JsonOutput constant(String name, String value) {
		return this.additional.containsKey(name) ? this : optional(name, value, ScalarCodecs.STRING);
	}

	// Write a field unless its value is {@code null}.
	<T> JsonOutput optional(String name, @Nullable T value, Codec<T> wire) {
		if (value != null) {
			start(name);
			wire.write(value, this.generator);
		}
		return this;
	}

	// Write a field, also an empty one unless an additional field takes its place.
	<T> JsonOutput lenient(String name, T value, Codec<T> wire, T empty) {
		boolean givesWay = value.equals(empty) && this.additional.containsKey(name);
		return givesWay ? this : optional(name, value, wire);
	}

	/**
	 * Write a field, unless an additional field of this name means the same in another
	 * form.
	 */
	<T> JsonOutput eitherForm(String name, T value, Codec<T> codec, Codec.Reader<T> otherForm) {
		JsonNode asRead = this.additional.get(name);
		boolean givesWay = asRead != null && value.equals(otherForm.read(asRead));
		return givesWay ? this : optional(name, value, codec);
	}

	// Write text, unless an additional field takes its place or means the same.
	JsonOutput text(String name, String value) {
		return (value.isEmpty() && this.additional.containsKey(name)) ? this
				: eitherForm(name, value, ScalarCodecs.STRING, ScalarCodecs::textInOtherForm);
	}

	JsonOutput string(String name, @Nullable String value) {
		return optional(name, value, ScalarCodecs.STRING);
	}

	JsonOutput number(String name, @Nullable Integer value) {
		return optional(name, value, ScalarCodecs.INTEGER);
	}

	JsonOutput number(String name, @Nullable Long value) {
		return optional(name, value, ScalarCodecs.LONG);
	}

	JsonOutput bool(String name, boolean value) {
		return optional(name, value, ScalarCodecs.BOOLEAN);
	}

	// Write a switch when it is on; an explicit false is an additional field.
	JsonOutput ifTrue(String name, boolean value) {
		return value ? bool(name, true) : this;
	}

	// Write a list when it holds something.
	<T> JsonOutput optionalList(String name, List<T> list, Codec<T> wire) {
		return list.isEmpty() ? this : items(name, list, wire);
	}

	// Write a list, also an empty one unless an additional field takes its place.
	<T> JsonOutput list(String name, List<T> list, Codec<T> wire) {
		boolean givesWay = list.isEmpty() && this.additional.containsKey(name);
		return givesWay ? this : items(name, list, wire);
	}

	private <T> JsonOutput items(String name, List<T> list, Codec<T> wire) {
		start(name);
		writeList(list, wire, this.generator);
		return this;
	}

	static <T> void writeList(List<T> list, Codec<T> wire, JsonGenerator generator) {
		generator.writeStartArray();
		list.forEach((item) -> wire.write(item, generator));
		generator.writeEndArray();
	}

	private void start(String name) {
		if (!this.additional.isEmpty()) {
			this.written.add(name);
		}
		this.generator.writeName(name);
	}

	// Write the additional fields whose names have not been written.
	void additionalProperties() {
		this.additional.forEach((name, value) -> {
			if (!this.written.contains(name)) {
				this.generator.writeName(name);
				this.generator.writeTree(value);
			}
		});
	}

}
