package ai.apixo.messages.json;

import java.math.BigDecimal;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The wires of single values. A number is taken only when nothing of it gets lost.
 */
final class Scalars {

	static final Wire<String> STRING = Wire.of(JsonNode::isString, JsonNode::stringValue,
			(value, generator) -> generator.writeString(value));

	static final Wire<Boolean> BOOLEAN = Wire.of(JsonNode::isBoolean, JsonNode::booleanValue,
			(value, generator) -> generator.writeBoolean(value));

	static final Wire<Long> LONG = Wire.of(JsonNode::isNumber, Scalars::exactLong,
			(value, generator) -> generator.writeNumber(value));

	static final Wire<Integer> INTEGER = Wire.of(JsonNode::isNumber, Scalars::exactInteger,
			(value, generator) -> generator.writeNumber(value));

	static final Wire<Double> DOUBLE = Wire.of(JsonNode::isNumber, Scalars::exactDouble,
			(value, generator) -> generator.writeNumber(value));

	/** What stays JSON. */
	static final Wire<JsonNode> JSON = Wire.of((node) -> true, (node) -> node,
			(value, generator) -> generator.writeTree(value));

	private Scalars() {
	}

	// An open value type over a string.
	static <T> Wire<T> open(Function<String, T> constructor, Function<T, String> value) {
		return Wire.of(JsonNode::isString, (node) -> constructor.apply(node.stringValue()),
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
