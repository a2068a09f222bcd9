package ai.apixo.structured;

import java.util.List;
import java.util.Optional;

import jakarta.validation.Validation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.structured.Types.Ingredient;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a validator says of a document that binds.
 */
class ValidatedDocumentTests {

	@Test
	@DisplayName("STR-25 values inside are validated, and the path has the names of JSON")
	void valuesInsideAreValidated() {
		JsonMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
		JsonSchemas validated = JsonSchemas.create(mapper,
				new SpringValidatorAdapter(Validation.buildDefaultValidatorFactory().getValidator()));
		JsonNode document = Answer.json("{'all_dishes':[{'max_guests':3},{'max_guests':77}],'perhaps_one':null}");
		ApixoStructuredOutputException failure = catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> validated.of(Party.class).read(document));
		assertThat(failure.path()).isEqualTo("/all_dishes/1/max_guests");
		assertThat(failure).hasMessageContaining("/all_dishes/1/max_guests must be at most 10")
			.hasMessageNotContaining("77");
	}

	@Test
	@DisplayName("STR-21 STR-25 problems are told in the order of the document")
	void problemsAreInOrder() {
		JsonSchemas validated = JsonSchemas.create(JsonMapper.builder().build(),
				new SpringValidatorAdapter(Validation.buildDefaultValidatorFactory().getValidator()));
		JsonNode document = Answer
			.json("""
					{'zone':'','dishes':[{'maxGuests':1},{'maxGuests':11},{'maxGuests':12}],'figures':[{'type':'Ring','width':0},
					{'type':'Disc','size':0}],'area':' ','names':['a','','b','']}""");
		ApixoStructuredOutputException failure = catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> validated.of(Everything.class).read(document));
		assertThat(failure.path()).isEqualTo("/zone");
		assertThat(failure.getMessage()).containsSubsequence("/zone must", "/dishes/1/maxGuests", "/dishes/2/maxGuests",
				"/figures/0/width", "/figures/1/size", "/area must", "/names/1 must", "/names/3 must");
	}

	@Test
	@DisplayName("STR-25 a validator by hand judges the values that it supports")
	void validatorByHandJudges() {
		JsonSchemas validated = JsonSchemas.create(JsonMapper.builder().build(), new NoFlour());
		ApixoStructuredOutputException failure = catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> validated.of(Recipe.class)
					.read(Answer.json("{'title':'x','ingredients':[{'name':'flour','amount':1}]}")));
		assertThat(failure.path()).isEqualTo("/ingredients/0/name");
		assertThat(failure).hasMessageContaining("violates the rule no.flour");
	}

	record Everything(@NotBlank String zone, List<Dish> dishes, List<Ornament> figures, @NotBlank String area,
			List<@NotEmpty String> names) {
	}

	sealed interface Ornament permits Disc, Ring {

	}

	record Disc(@Min(1) int size) implements Ornament {
	}

	record Ring(@Min(1) int width) implements Ornament {
	}

	record Dish(@Max(10) int maxGuests) {
	}

	record Party(List<Dish> allDishes, Optional<Dish> perhapsOne) {
	}

	static final class NoFlour implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return type == Ingredient.class;
		}

		@Override
		public void validate(Object target, Errors errors) {
			if (((Ingredient) target).name().equals("flour")) {
				errors.rejectValue("name", "no.flour", "flour is not allowed: " + target);
			}
		}

	}

}
