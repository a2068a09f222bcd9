package ai.apixo.messages.raw;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AdditionalPropertiesTests {

	@Test
	void nothingIsCopiedWhenThereIsNothing() {
		assertThat(AdditionalProperties.copyOf(Map.of())).isSameAs(Map.of());
		Map<String, JsonNode> copy = AdditionalProperties.with(Map.of(), "a", 1);
		assertThat(AdditionalProperties.copyOf(copy)).isSameAs(copy);
		assertThat(AdditionalProperties.without(copy, "b")).isSameAs(copy);
	}

	@Test
	void theCopyKeepsTheOrderAndCannotBeChanged() {
		Map<String, JsonNode> original = new LinkedHashMap<>();
		original.put("z", ExactJson.valueOf(1));
		original.put("a", ExactJson.valueOf(2));
		Map<String, JsonNode> copy = AdditionalProperties.copyOf(original);
		original.clear();
		assertThat(copy.keySet()).containsExactly("z", "a");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(copy::clear);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> copy.put("b", ExactJson.valueOf(3)));
	}

	@Test
	void onlyNamesArePrinted() {
		assertThat(AdditionalProperties.with(Map.of(), "x_note", "secret")).hasToString("[x_note]");
	}

}
