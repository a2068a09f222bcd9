package ai.apixo.messages.json;

import java.math.BigDecimal;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The wires of single values. A number is taken only when nothing of it gets lost.
 */
final class ScalarCodecs {

	static final Codec<String> STRING = Codec.of(JsonNode::isString, JsonNode::stringValue,
			(value, generator) -> generator.writeString(value));

	static final Codec<Boolean> BOOLEAN = Codec.of(JsonNode::isBoolean, JsonNode::booleanValue,
			(value, generator) -> generator.writeBoolean(value));

	static final Codec<Long> LONG = Codec.of(JsonNode::isNumber, ScalarCodecs::exactLong,
			(value, generator) -> generator.writeNumber(value));

	static final Codec<Integer> INTEGER = Codec.of(JsonNode::isNumber, ScalarCodecs::exactInteger,
			(value, generator) -> generator.writeNumber(value));

	static final Codec<Double> DOUBLE = Codec.of(JsonNode::isNumber, ScalarCodecs::exactDouble,
			(value, generator) -> generator.writeNumber(value));

	/** What stays JSON. */
	static final Codec<JsonNode> JSON = Codec.of((node) -> true, (node) -> node,
			(value, generator) -> generator.writeTree(value));

	private ScalarCodecs() {
	}

	/**
	 * Read text that some gateways write as a number, as a list of pieces or as an object
	 * that holds it.
	 */
	static @Nullable String textInOtherForm(JsonNode node) {
		if (node.isArray()) {
			StringBuilder text = new StringBuilder();
			for (JsonNode piece : node) {
				String read = piece.isString() ? piece.stringValue() : textInOtherForm(piece);
				if (read == null) {
					return null;
				}
				text.append(read);
			}
			return text.toString();
		}
		if (node.isObject()) {
			JsonNode text = node.path(node.has("text") ? "text" : "value");
			return text.isString() ? text.stringValue() : null;
		}
		return (node.isNumber() || node.isBoolean()) ? node.asString() : null;
	}

	// An open value type over a string.
	static <T> Codec<T> open(Function<String, T> constructor, Function<T, String> value) {
		return Codec.of((node) -> node.isString() && !node.stringValue().isEmpty(),
				(node) -> constructor.apply(node.stringValue()),
				(object, generator) -> generator.writeString(value.apply(object)));
	}

	private static @Nullable Long exactLong(JsonNode node) {
		if (node.isInt() || node.isLong()) {
			return node.longValue();
		}
		try {
			return node.decimalValue().longValueExact();
		}
		catch (ArithmeticException ex) {
			return null;
		}
	}

	private static @Nullable Integer exactInteger(JsonNode node) {
		Long value = exactLong(node);
		return (value != null && value.intValue() == value) ? (Integer) value.intValue() : null;
	}

	private static @Nullable Double exactDouble(JsonNode node) {
		double value = node.decimalValue().doubleValue();
		return (Double.isFinite(value) && BigDecimal.valueOf(value).compareTo(node.decimalValue()) == 0)
				? (Double) value : null;
	}

}
