package ai.apixo.messages.raw;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON that is kept exactly as it was written: every digit of a number ({@code 1.10},
 * {@code 1e400}), the sign of {@code -0.0}, the order of keys, and the difference between
 * null and absent. Nesting is limited, so hostile input fails instead of exhausting the
 * stack.
 *
 * @since 0.1.0
 */
public final class ExactJson {

	private static final int MAX_READ_DEPTH = 500;

	/** More than the limit for reading: a tool input is read alone and written inside. */
	private static final int MAX_WRITE_DEPTH = 2 * MAX_READ_DEPTH;

	private static final JsonMapper MAPPER = mapper(new JsonFactory()).build();

	private ExactJson() {
	}

	/**
	 * Return a builder for a mapper with these properties. It does not depend on settings
	 * of the application.
	 * @param factory the factory to start from
	 * @return the builder
	 */
	public static JsonMapper.Builder mapper(JsonFactory factory) {
		return mapper(factory, 0);
	}

	/**
	 * Return a builder for a mapper with these properties that allows slightly deeper
	 * nesting, because it reads JSON that contains JSON read by another mapper.
	 * @param factory the factory to start from
	 * @param furtherDepth the number of additional levels
	 * @return the builder
	 */
	public static JsonMapper.Builder mapper(JsonFactory factory, int furtherDepth) {
		return JsonMapper.builder(new ExactJsonFactory(limited(factory.rebuild(), MAX_READ_DEPTH + furtherDepth)))
			.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
	}

	// The size of strings is limited by the size of the message that holds them. Event
	// loops are few, and buffers of their own spare them a pool that all threads share.
	private static JsonFactoryBuilder limited(JsonFactoryBuilder factory, int maxReadDepth) {
		return factory.recyclerPool(JsonRecyclerPools.threadLocalPool())
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(maxReadDepth)
				.maxStringLength(Integer.MAX_VALUE)
				.build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_WRITE_DEPTH).build());
	}

	/**
	 * Parse a JSON text.
	 * @param json one JSON value, followed by nothing else
	 * @return the value
	 * @throws JacksonException if the text is not JSON or nested too deeply
	 */
	public static JsonNode parse(String json) {
		try {
			return MAPPER.readValue(json, JsonNode.class);
		}
		catch (NumberFormatException ex) {
			// Java has no number with such an exponent, and Jackson does not check it.
			throw new StreamReadException("A number is out of bounds");
		}
	}

	/**
	 * Parse a text that may not be JSON.
	 * @param json the text
	 * @return the value, {@code null} if the text is not one JSON value that
	 * {@link #parse(String)} accepts
	 */
	public static @Nullable JsonNode parseIfValid(String json) {
		try {
			return parse(json);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Return the arguments of a tool call as an object. Gateways also write them in other
	 * forms: null and blank strings mean no arguments, and a string that contains an
	 * object means that object.
	 * @param value the arguments
	 * @return the object, {@code null} if the value is anything else
	 */
	public static @Nullable JsonNode objectOf(JsonNode value) {
		if (value.isObject()) {
			return value;
		}
		if (value.isNull() || (value.isString() && value.stringValue().isBlank())) {
			return JsonNodeFactory.instance.objectNode();
		}
		JsonNode inner = value.isString() ? parseIfValid(value.stringValue()) : null;
		if (inner != null && inner.isNull()) {
			return JsonNodeFactory.instance.objectNode();
		}
		return (inner != null && inner.isObject()) ? inner : null;
	}

	/**
	 * Return a value that shares no mutable state with the given one: a copy of an object
	 * or array, or any other value itself.
	 * @param node the value
	 * @return the value or its copy
	 */
	public static JsonNode copyOf(JsonNode node) {
		return node.isContainer() ? node.deepCopy() : node;
	}

	/**
	 * Turn a plain Java value into JSON.
	 * @param value a {@code JsonNode}, {@code String}, {@code Boolean}, number, a
	 * {@code Map} with string keys or an {@code Iterable} of such values, or {@code null}
	 * @return the value as JSON; a given {@code JsonNode} is not copied
	 * @throws IllegalArgumentException if the value, or one inside it, is something else
	 */
	public static JsonNode valueOf(@Nullable Object value) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		if (value == null) {
			return nodes.nullNode();
		}
		if (value instanceof JsonNode node) {
			return node;
		}
		if (value instanceof String string) {
			return nodes.stringNode(string);
		}
		if (value instanceof Boolean bool) {
			return nodes.booleanNode(bool);
		}
		if (value instanceof Number number) {
			return numberOf(number);
		}
		if (value instanceof Map<?, ?> map) {
			ObjectNode object = nodes.objectNode();
			map.forEach((key, child) -> object.set((String) key, valueOf(child)));
			return object;
		}
		if (value instanceof Iterable<?> items) {
			ArrayNode array = nodes.arrayNode();
			items.forEach((item) -> array.add(valueOf(item)));
			return array;
		}
		throw new IllegalArgumentException("A " + value.getClass().getName()
				+ " is no plain JSON value; use a JsonNode, String, number, Boolean, Map or List");
	}

	// The node that parsing the same number gives, so that both are equal.
	private static JsonNode numberOf(Number number) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		BigDecimal decimal = new BigDecimal(number.toString());
		if (decimal.scale() != 0 || number instanceof BigDecimal) {
			return nodes.numberNode(decimal);
		}
		BigInteger integer = decimal.toBigInteger();
		if (integer.bitLength() < Integer.SIZE) {
			return nodes.numberNode(integer.intValue());
		}
		return (integer.bitLength() < Long.SIZE) ? nodes.numberNode(integer.longValue()) : nodes.numberNode(integer);
	}

}
