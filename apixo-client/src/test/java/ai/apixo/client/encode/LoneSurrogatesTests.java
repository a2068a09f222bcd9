package ai.apixo.client.encode;

import java.nio.charset.StandardCharsets;
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
		byte[] json = JsonMapper.shared().writeValueAsBytes(Map.of("a", text, "b", "\u0000\n"));
		assertThat(LoneSurrogates.refuse(json)).isSameAs(json);
		byte[] escaped = "{\"a\":\"\\ud83d\\ude80 \\uD83D\\uDE80\"}".getBytes(StandardCharsets.UTF_8);
		assertThat(LoneSurrogates.refuse(escaped)).isSameAs(escaped);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ude80", "\ude80\ud83d", "\ud83d\ud83d\ude80", "a\\\ud83d", "\ud83d\ude80\ude80" })
	@DisplayName("FIELD-7 any lone half is found: the second one, in the wrong order, behind a backslash or a pair")
	void anyHalfIsFound(String text) {
		byte[] json = JsonMapper.shared().writeValueAsBytes(JsonNodeFactory.instance.objectNode().put("a", text));
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> LoneSurrogates.refuse(json))
			.withMessageContaining("'a'");
	}

	@Test
	@DisplayName("FIELD-7 half of a pair is found behind megabytes and below a thousand levels")
	void depthAndLengthDoNotMatter() {
		String json = "{\"long\":\"" + "\\n\\\\".repeat(1_000_000) + "\",\"deep\":" + "[".repeat(2000) + "\"\\uD83D\""
				+ "]".repeat(2000) + "}";
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> LoneSurrogates.refuse(json.getBytes(StandardCharsets.UTF_8)))
			.withMessageContaining("'deep[0][0]");
	}

}
