package ai.apixo.structured;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A rule for the values of a place, as a keyword of JSON Schema and in words.
 *
 * @param name the simple name of the annotation that sets it, also the code of a
 * violation
 * @param keyword the keyword, {@code null} if JSON Schema has none
 * @param value the value of the keyword
 * @param words what a value must do, such as "be at least 1"
 */
record Constraint(String name, @Nullable String keyword, JsonNode value, String words) {

	static Constraint of(String name, String keyword, JsonNode value, String words) {
		return new Constraint(name, keyword, value, words);
	}

	static Constraint of(String name, String keyword, String value, String words) {
		return new Constraint(name, keyword, JsonNodeFactory.instance.stringNode(value), words);
	}

	static Constraint of(String name, String keyword, int value, String words) {
		return new Constraint(name, keyword, JsonNodeFactory.instance.numberNode(value), words);
	}

	static Constraint inWords(String name, String words) {
		return new Constraint(name, null, JsonNodeFactory.instance.nullNode(), words);
	}

}
