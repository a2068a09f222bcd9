package ai.apixo.structured;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Validation;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoStructuredOutputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Validators of the application that quote the value or throw.
 */
@NullUnmarked
class FailingValidatorTests {

	@Test
	@DisplayName("STR-23 what a validator throws is not kept")
	void validatorThrows() {
		JsonSchema<Team> teams = schema((name, errors) -> {
			throw new IllegalStateException("Cannot judge " + name);
		});

		assertThatExceptionOfType(ApixoStructuredOutputException.class)
			.isThrownBy(() -> teams.read(Answer.json("{'members':[{'name':'SECRET'}]}")))
			.withMessageContaining(
					"/members/0 cannot be validated, because its validator failed with IllegalStateException")
			.withMessageNotContaining("SECRET")
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.path()).isEqualTo("/members/0"));
	}

	@Test
	@DisplayName("STR-23 a message in the place of a code is not kept")
	void codeQuotesValue() {
		JsonSchema<Team> teams = schema((name, errors) -> errors.rejectValue("name", "'" + name + "' is taken"));

		assertThatExceptionOfType(ApixoStructuredOutputException.class)
			.isThrownBy(() -> teams.read(Answer.json("{'members':[{'name':'SECRET'}]}")))
			.withMessageContaining("/members/0/name is not valid")
			.withMessageNotContaining("SECRET");
	}

	@Test
	@DisplayName("STR-25 the code of a validator is told")
	void codeIsTold() {
		JsonSchema<Team> teams = schema((name, errors) -> errors.rejectValue("name", "name.taken", "SECRET is taken"));

		assertThatExceptionOfType(ApixoStructuredOutputException.class)
			.isThrownBy(() -> teams.read(Answer.json("{'members':[{'name':'SECRET'}]}")))
			.withMessageContaining("/members/0/name violates the rule name.taken")
			.withMessageNotContaining("SECRET");
	}

	@Test
	@DisplayName("STR-23 a name that a constraint makes up is not kept")
	void nodeNamedAfterValue() {
		JsonSchema<Crew> crews = JsonSchemas
			.create(JsonMapper.builder().build(),
					new SpringValidatorAdapter(Validation.buildDefaultValidatorFactory().getValidator()))
			.of(Crew.class);

		assertThatExceptionOfType(ApixoStructuredOutputException.class)
			.isThrownBy(() -> crews.read(Answer.json("{'sailors':[{'name':'SECRET'}]}")))
			.withMessageContaining("/sailors/0 violates the rule Known")
			.withMessageNotContaining("SECRET")
			.satisfies((ex) -> assertThat(ex.path()).isEqualTo("/sailors/0"));
	}

	private static JsonSchema<Team> schema(Rule rule) {
		return JsonSchemas.create(JsonMapper.builder().build(), new MemberValidator(rule)).of(Team.class);
	}

	record Team(List<Member> members) {
	}

	record Member(String name) {
	}

	record Crew(List<Sailor> sailors) {
	}

	@Known
	record Sailor(String name) {
	}

	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Constraint(validatedBy = KnownValidator.class)
	@interface Known {

		String message() default "is not known";

		Class<?>[] groups() default {};

		Class<? extends Payload>[] payload() default {};

	}

	/**
	 * Knows nobody, and names whom it does not know.
	 */
	public static class KnownValidator implements ConstraintValidator<Known, Sailor> {

		@Override
		public boolean isValid(Sailor sailor, ConstraintValidatorContext context) {
			context.buildConstraintViolationWithTemplate(sailor.name())
				.addPropertyNode(sailor.name())
				.addConstraintViolation();
			context.disableDefaultConstraintViolation();
			return false;
		}

	}

	interface Rule {

		void judge(String name, Errors errors);

	}

	/**
	 * Judges members.
	 */
	private record MemberValidator(Rule rule) implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return type == Member.class;
		}

		@Override
		public void validate(Object member, Errors errors) {
			this.rule.judge(((Member) member).name(), errors);
		}

	}

}
