package ai.apixo.client.encode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import ai.apixo.client.error.ApixoConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Half of a surrogate pair is found wherever it stands, and nothing else is.
 */
class LoneSurrogatesTests {

	@ParameterizedTest
	@ValueSource(strings = { "\ud83d\ude80", "\\ud83d", "\\\\ud83d", "\ud7ff\ue000", "\\", "ends with \ud83d\ude80" })
	@DisplayName("FIELD-7 whole pairs, and what only looks like half of one, are sent")
	void everythingElseIsSent(String text) {
		RequestBody json = RequestBody.of(JsonMapper.shared().writeValueAsBytes(Map.of("a", text, "b", "\u0000\n")));
		assertThat(LoneSurrogates.refuse(json)).isSameAs(json);
		RequestBody escaped = body("{\"a\":\"\\ud83d\\ude80 \\uD83D\\uDE80\"}");
		assertThat(LoneSurrogates.refuse(escaped)).isSameAs(escaped);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ude80", "\ude80\ud83d", "\ud83d\ud83d\ude80", "a\\\ud83d", "\ud83d\ude80\ude80" })
	@DisplayName("FIELD-7 any lone half is found: the second one, in the wrong order, behind a backslash or a pair")
	void anyHalfIsFound(String text) {
		RequestBody json = RequestBody
			.of(JsonMapper.shared().writeValueAsBytes(JsonNodeFactory.instance.objectNode().put("a", text)));
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> LoneSurrogates.refuse(json))
			.withMessageContaining("'a'");
	}

	@Test
	@DisplayName("FIELD-7 half of a pair is found behind megabytes and below a thousand levels")
	void depthAndLengthDoNotMatter() {
		String json = "{\"long\":\"" + "\\n\\\\".repeat(1_000_000) + "\",\"deep\":" + "[".repeat(2000) + "\"\\uD83D\""
				+ "]".repeat(2000) + "}";
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> LoneSurrogates.refuse(body(json)))
			.withMessageContaining("'deep[0][0]");
	}

	@Test
	@DisplayName("FIELD-7 half of a pair is found wherever a large request is divided into pieces")
	void piecesDoNotMatter() {
		byte[] json = "{\"text\":\"a\\ud83d\"}".getBytes(StandardCharsets.UTF_8);
		for (int border = 1; border < json.length; border++) {
			RequestBody divided = RequestBody
				.of(List.of(Arrays.copyOf(json, border), Arrays.copyOfRange(json, border, json.length)), json.length);
			assertThatExceptionOfType(ApixoConfigurationException.class)
				.isThrownBy(() -> LoneSurrogates.refuse(divided))
				.withMessageContaining("'text'")
				.withMessageContaining("U+D83D at index 1");
		}
	}

	private static RequestBody body(String json) {
		return RequestBody.of(json.getBytes(StandardCharsets.UTF_8));
	}

}
