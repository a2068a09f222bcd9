package ai.apixo.messages.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * Makes random JSON: numbers beyond any primitive type, strings with everything that
 * hurts.
 */
final class RandomJson {

	private static final List<String> PIECES = List.of("tide", " ", "\n", "\"", "\\", "é", "潮", "\u2028", "\u0000",
			"\ud83d\ude80", "/", "{", "data: ", "0");

	private static final List<String> NUMBERS = List.of("1.10", "1E+400", "-0.5", "12345678901234567890.1234567890",
			"2E-7");

	private final Random random;

	RandomJson(Random random) {
		this.random = random;
	}

	String string() {
		StringBuilder string = new StringBuilder();
		for (int i = this.random.nextInt(5); i > 0; i--) {
			string.append(PIECES.get(this.random.nextInt(PIECES.size())));
		}
		return string.toString();
	}

	JsonNode any() {
		return ExactJson.valueOf(plain(3));
	}

	JsonNode object(Map<String, Object> fields) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>(fields);
		for (int i = this.random.nextInt(4); i > 0; i--) {
			object.putIfAbsent(string() + i, plain(2));
		}
		return ExactJson.valueOf(object);
	}

	private @Nullable Object plain(int depth) {
		return switch (this.random.nextInt((depth > 0) ? 7 : 5)) {
			case 0 -> null;
			case 1 -> this.random.nextBoolean();
			case 2 -> string();
			case 3 -> new BigDecimal(NUMBERS.get(this.random.nextInt(NUMBERS.size())));
			case 4 -> new BigInteger(1 + this.random.nextInt(100), this.random);
			case 5 -> list(depth);
			default -> object(Map.of());
		};
	}

	private List<@Nullable Object> list(int depth) {
		List<@Nullable Object> list = new ArrayList<>();
		for (int i = this.random.nextInt(3); i > 0; i--) {
			list.add(plain(depth - 1));
		}
		return list;
	}

}
