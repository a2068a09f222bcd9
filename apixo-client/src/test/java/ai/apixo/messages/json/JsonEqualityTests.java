package ai.apixo.messages.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What other tests take for the same JSON.
 */
class JsonEqualityTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"a":1,"b":[{"c":null}]}  | { "b": [ { "c": null } ], "a": 1 }
			[1000, 1e400, 1.10]       | [1000.0, 10e399, 1.1]
			["a\\u00e9", {}]        | ["aé", {}]
			""")
	void spellingDoesNotMatter(String actual, String expected) {
		JsonEquality.assertSameJson(actual, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[9007199254740993]  | [9007199254740992]
			[12345678901234567890.1234567890123456789] | [12345678901234567890.1234567890123456788]
			{"a":null}          | {}
			{}                  | {"a":null}
			[1,2]               | [2,1]
			{"a":1}             | {"a":"1"}
			{"a":[]}            | {"a":{}}
			{"a":1,"b":2}       | {"a":1}
			""")
	void everyDigitAndValueMatters(String actual, String expected) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> JsonEquality.assertSameJson(actual, expected));
	}

	@Test
	void theFailureNamesThePath() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> JsonEquality.assertSameJson("{\"a\":[1,{\"b\":2}]}", "{\"a\":[1,{\"b\":3}]}"))
			.withMessageContaining("a[1].b");
	}

}
