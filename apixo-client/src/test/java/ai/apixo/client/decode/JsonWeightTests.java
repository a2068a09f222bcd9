package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a JSON text weighs once it is a tree: 160 for an object, 80 for an array, 40 for
 * each string, comma and colon, 120 for a number that no {@code long} holds, and one or
 * two for each character.
 */
class JsonWeightTests {

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
			[{},{},{},{}];          840
			[[],[],[],[]];          520
			{"a":1,"b":2,"c":3};    483
			[1,2,3,4];              200
			["{{{{","[[[["];        208
			["\\"{{{","a\\\\"];     206
			["{{{{{{{{{{{{{{{{{{;   138
			["ж"];                  122
			["é","ÿ"];              202
			["😀"];                 124
			["abж"];                126
			["\\u0436","\\u00e9a"]; 204
			[-1,123456789012345678]; 120
			[1.5,1e9,-2E+3];       520
			[1234567890123456789]; 200
			[1,-12345678901234567890123456789]; 240""")
	void textsWeighWhatTheirValuesTake(String json, int weight) {
		assertThat(exceeds(json, (weight - 1) / 3)).isTrue();
		assertThat(exceeds(json, (weight + 2) / 3)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "words , 1", "\u00e9, 2", "\u0436, 5", "\\n, 2", "\\u0436, 5" })
	void longStringsWeighWhatTheirPiecesTakeToo(String piece, int perCharacter) {
		int length = LongString.MAX_PIECE - 1;
		String text = piece.repeat(40_000 / piece.length() / length * length);
		int characters = piece.startsWith("\\") ? text.length() / piece.length() : text.length();
		int weight = 40 + perCharacter * characters;
		assertThat(exceeds('"' + text + '"', (weight - 1) / 3)).isTrue();
		assertThat(exceeds('"' + text + '"', (weight + 2) / 3)).isFalse();
	}

	@Test
	void bytesThatAreNoUtf8WeighAsTheCharacterThatTheyBecome() {
		byte[] json = { '"', (byte) 0xFF, (byte) 0x80, '"' };
		assertThat(JsonWeight.exceeds(json, 0, json.length, 14)).isTrue();
		assertThat(JsonWeight.exceeds(json, 0, json.length, 15)).isFalse();
	}

	@Test
	void shortTextIsNeverTooHeavy() {
		assertThat(exceeds("{", 40)).isFalse();
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
	 * The limit is three times the maximum size.
	 */
	private static boolean exceeds(String json, int maxSize) {
		byte[] bytes = bytes(json);
		return JsonWeight.exceeds(bytes, 0, bytes.length, maxSize);
	}

	private static byte[] bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

}
