package ai.apixo.messages.json;

import java.util.Comparator;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares as JSON: key order and white space do not matter, nor does {@code 1000}
 * against {@code 1000.0}, but every digit does.
 */
public final class JsonEquality {

	private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (left, right) -> {
		if (left.isNumber() && right.isNumber()) {
			return left.decimalValue().compareTo(right.decimalValue());
		}
		return left.equals(right) ? 0 : 1;
	};

	private JsonEquality() {
	}

	public static void assertSameJson(String actual, String expected) {
		assertSameJson(ExactJson.parse(actual), ExactJson.parse(expected));
	}

	public static void assertSameJson(JsonNode actual, JsonNode expected) {
		assertThat(actual.equals(NUMBERS_BY_VALUE, expected))
			.withFailMessage("%nExpected: %s%nbut was:  %s", expected, actual)
			.isTrue();
	}

}
