package ai.apixo.messages.raw;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import ai.apixo.AllocatedBytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExactJsonTests {

	@ParameterizedTest
	@ValueSource(strings = { "1.10", "1E+400", "-0.0", "-0.00", "[-0.0,0.0,-0.5]", "123456789012345678901234567890",
			"0.1000", "9007199254740993", "{\"z\":1,\"a\":{\"y\":[],\"b\":null},\"\":\"\"}" })
	void everyDigitAndTheOrderOfKeysAreKept(String json) {
		assertThat(ExactJson.parse(json)).hasToString(json);
	}

	@Test
	void plainValuesEqualWhatParsingGives() {
		Map<String, @Nullable Object> plain = new LinkedHashMap<>();
		plain.put("list", Arrays.asList("a", 1, 2L, 1.5, true, null));
		plain.put("big", new BigInteger("123456789012345678901234567890"));
		plain.put("long", 9007199254740993L);
		assertThat(ExactJson.valueOf(plain)).isEqualTo(ExactJson.parse("""
				{"list": ["a", 1, 2, 1.5, true, null], "big": 123456789012345678901234567890,
				 "long": 9007199254740993}"""));
	}

	@Test
	void otherValuesAreRefusedByTheirClass() {
		assertThatIllegalArgumentException().isThrownBy(() -> ExactJson.valueOf(List.of(new Object())))
			.withMessageContaining("java.lang.Object")
			.withMessageContaining("use a JsonNode");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{} {}", "", "{\"a\":1", "NaN" })
	void whatIsNotOneJsonValueIsRefused(String json) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> ExactJson.parse(json));
	}

	@Test
	@DisplayName("JSON nested 100,000 deep is refused, without a StackOverflowError (MSG-16)")
	void deepJsonIsRefused() {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> ExactJson.parse("[".repeat(100_000)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{},", "[],", "{\"a\":1},", "\"\",", "1.5,", "0," })
	@DisplayName("SSE-22 text that would take seventy times its size as JSON is not read, such as arguments of a tool")
	void textOfManyValuesIsRefused(String value) {
		String json = "[" + value.repeat(15_000_000 / value.length()) + "0]";
		long before = AllocatedBytes.ofThisThread();
		assertThat(ExactJson.parseIfValid(json)).isNull();
		assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(json.length());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{},", "{\"a\":1.5}," })
	void textOfAsManyValuesAsAnybodyWritesIsRead(String value) {
		assertThat(ExactJson.parseIfValid("[" + value.repeat(600_000 / value.length()) + "0]")).isNotNull();
		assertThat(ExactJson.parseIfValid("[\"" + "{:,[.".repeat(1_000_000) + "\"]")).isNotNull();
	}

}
