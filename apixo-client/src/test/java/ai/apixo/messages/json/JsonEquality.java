package ai.apixo.messages.json;

import java.math.BigDecimal;

import net.javacrumbs.jsonunit.assertj.JsonAssertions;
import tools.jackson.databind.JsonNode;

/**
 * Compares as JSON: key order and white space do not matter, nor does {@code 1000}
 * against {@code 1000.0}, but every digit does. A failure names the paths that differ.
 */
public final class JsonEquality {

	private JsonEquality() {
	}

	public static void assertSameJson(String actual, String expected) {
		JsonAssertions.assertThatJson(actual).withTolerance(BigDecimal.ZERO).isEqualTo(JsonAssertions.json(expected));
	}

	public static void assertSameJson(JsonNode actual, JsonNode expected) {
		assertSameJson(actual.toString(), expected.toString());
	}

}
