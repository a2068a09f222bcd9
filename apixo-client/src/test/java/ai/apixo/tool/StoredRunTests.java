package ai.apixo.tool;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoConfigurationException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is no stored run.
 */
class StoredRunTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "no JSON", "{}", "[]", "null", "{\"type\":\"apixo_tool_run\",\"version\":2}",
			"{\"type\":\"apixo_tool_run\",\"version\":1,\"status\":\"completed\"}",
			"{\"type\":\"apixo_tool_run\",\"version\":1,\"status\":\"of_next_year\",\"turns\":1,\"tool_calls\":0,"
					+ "\"usage\":{},\"request\":{\"messages\":[]},\"last_message\":{\"type\":\"message\",\"content\":[]}}" })
	@DisplayName("TOOL-29 another version, or something else, is refused")
	void somethingElseIsRefused(String json) {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> ToolRun.parse(json));
	}

}
