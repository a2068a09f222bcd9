package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a JSON text weighs once it is a tree: 160 for an object, 80 for an array, 40 for
 * each string, comma and colon, and 120 for a number that no {@code long} holds.
 */
class JsonWeightTests {

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
			[{},{},{},{}];          840
			[[],[],[],[]];          520
			{"a":1,"b":2,"c":3};    480
			[1,2,3,4];              200
			["{{{{","[[[["];        200
			["\\"{{{","a\\\\"];     200
			["{{{{{{{{{{{{{{{{{{;   120
			[-1,123456789012345678]; 120
			[1.5,1e9,-2E+3];       520
			[1234567890123456789]; 200
			[1,-12345678901234567890123456789]; 240""")
	void whatIsInsideOfStringsDoesNotWeigh(String json, int weight) {
		assertThat(weighsMoreThan(json, weight - 2)).isTrue();
		assertThat(weighsMoreThan(json, weight)).isFalse();
	}

	@Test
	void shortTextIsNeverTooHeavy() {
		assertThat(weighsMoreThan("{", 80)).isFalse();
		assertThat(JsonWeight.exceeds(bytes("[[[[[["), 2, 3, 40)).isFalse();
	}

	@Test
	void onlyTheGivenPartIsWeighed() {
		byte[] json = bytes("{{{{[1,2]{{{{");
		assertThat(JsonWeight.exceeds(json, 4, 9, 60)).isFalse();
		assertThat(JsonWeight.exceeds(json, 3, 9, 60)).isTrue();
		assertThat(JsonWeight.exceeds(json, 4, 10, 60)).isTrue();
	}

	@Test
	void largeLimitsDoNotOverflow() {
		assertThat(JsonWeight.exceeds(bytes("[1,2]"), 0, 5, Integer.MAX_VALUE)).isFalse();
	}

	/**
	 * The limit is twice the maximum size.
	 */
	private static boolean weighsMoreThan(String json, int weight) {
		byte[] bytes = bytes(json);
		return JsonWeight.exceeds(bytes, 0, bytes.length, weight / 2);
	}

	private static byte[] bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

}
