package ai.apixo.client.observation;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.common.KeyValue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DefaultApixoObservationConventionTests {

	@Test
	@DisplayName("FIELD-15 names of models in tags are bounded in number; further ones are 'other'")
	void modelsAreBounded() {
		DefaultApixoObservationConvention convention = new DefaultApixoObservationConvention(3);
		List<String> models = new ArrayList<>();
		for (String model : List.of("a", "b", "a", "c", "d", "b", "e")) {
			models.add(model(convention, model));
		}
		assertThat(models).containsExactly("a", "b", "a", "c", "other", "b", "other");
	}

	@Test
	@DisplayName("FIELD-15 the default is 100 models, and a long name is cut")
	void longNamesAreCut() {
		DefaultApixoObservationConvention convention = new DefaultApixoObservationConvention();
		assertThat(model(convention, "x".repeat(1_000_000))).hasSize(100);
		for (int number = 1; number < 100; number++) {
			assertThat(model(convention, "m" + number)).isEqualTo("m" + number);
		}
		assertThat(model(convention, "m100")).isEqualTo("other");
	}

	private static String model(DefaultApixoObservationConvention convention, String model) {
		ApixoObservationContext context = new ApixoObservationContext("apixo", "localhost", model);
		return convention.getLowCardinalityKeyValues(context)
			.stream()
			.filter((keyValue) -> keyValue.getKey().equals("gen_ai.request.model"))
			.map(KeyValue::getValue)
			.findFirst()
			.orElseThrow();
	}

}
