package ai.apixo.structured;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Documents that nobody should write, and code of the application that throws while they
 * are read.
 */
@NullUnmarked
class HostileDocumentTests {

	private final JsonSchemas schemas = JsonSchemas.create();

	@Test
	@DisplayName("STR-23 STR-25 an accessor that throws hides nothing from the validator but its own value")
	void accessorThrows() {
		JsonSchemas validated = JsonSchemas.create(JsonMapper.builder().build(), new Refusing());
		ApixoStructuredOutputException failure = catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> validated.of(Unreadable.class).read(Answer.json("{'text':'SECRET','name':{'name':'x'}}")));
		assertThat(failure.path()).isEqualTo("/name/name");
		assertThat(failure).hasNoCause().hasMessageNotContaining("SECRET");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("STR-21 STR-23 what a constructor, a setter or a factory throws is invalid at its path, and quotes nothing")
	void codeOfTheApplicationThrows(boolean wrapExceptions) {
		JsonMapper mapper = JsonMapper.builder()
			.configure(DeserializationFeature.WRAP_EXCEPTIONS, wrapExceptions)
			.build();
		JsonSchema<Throwing> schema = JsonSchemas.create(mapper, null).of(Throwing.class);
		for (String[] expected : new String[][] { { "{'list':['SECRET']}", "/list/0" },
				{ "{'list':[],'bean':{'text':'SECRET'}}", "/bean/text" },
				{ "{'list':[],'asserts':{'text':'SECRET'}}", "/asserts" },
				{ "{'list':[],'deep':{'text':'SECRET'}}", "" } }) {
			ApixoStructuredOutputException failure = catchThrowableOfType(ApixoStructuredOutputException.class,
					() -> schema.read(Answer.json(expected[0])));
			assertThat(failure.reason()).isEqualTo(Reason.INVALID);
			assertThat(failure.path()).isEqualTo(expected[1]);
			assertThat(failure).hasNoCause().hasMessageNotContaining("SECRET");
		}
	}

	@Test
	@DisplayName("STR-21 a number that is too large for its type is invalid at its path")
	void numberOutOfRange() {
		ApixoStructuredOutputException failure = catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> this.schemas.of(Counts.class).read(Answer.json("{'counts':[{'count':1},{'count':70000}]}")));
		assertThat(failure.path()).isEqualTo("/counts/1/count");
		assertThat(failure).hasMessageContaining("/counts/1/count is out of range").hasMessageNotContaining("70000");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "1e999999999", "-1e999999999", "99999999999999999999999999", "1e-999999999", "0.5", "1e2.5" })
	@DisplayName("STR-21 STR-24 a number that no integer can be is told at once, however large it says it is")
	void hugeNumbers(String number) {
		StructuredOutput<Count> counts = StructuredOutput.of(RecordedClient.answering(), Count.class);
		ApixoStructuredOutputException failure = catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> counts.read(Answer.of("{\"count\":" + number + ",\"big\":1}").message()));
		assertThat(failure.reason()).isIn(Reason.INVALID, Reason.MALFORMED);
		ApixoStructuredOutputException big = catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> counts.read(Answer.of("{\"count\":1,\"big\":" + "9".repeat(5000) + "}").message()));
		assertThat(big.reason()).isEqualTo(Reason.MALFORMED);
	}

	record Throwing(List<Letter> list, Optional<Setters> bean, Optional<Asserting> asserts, Optional<Deep> deep) {
	}

	enum Letter {

		A;

		@JsonCreator
		static Letter of(String text) {
			return valueOf(text);
		}

	}

	static class Setters {

		@JsonProperty
		void setText(String text) {
			throw new IllegalStateException(text);
		}

	}

	record Asserting(String text) {
		Asserting {
			throw new AssertionError(text);
		}
	}

	record Deep(String text) {
		Deep {
			throw new StackOverflowError(text);
		}
	}

	record Unreadable(Text text, Text name) {

		@JsonCreator
		Unreadable(@JsonProperty("text") String text, @JsonProperty("name") Text name) {
			this(new Text(text), name);
		}

		@Override
		public Text text() {
			throw new IllegalStateException("SECRET");
		}

	}

	static final class Refusing implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return type == Text.class;
		}

		@Override
		public void validate(Object target, Errors errors) {
			errors.rejectValue("name", "none");
		}

	}

	record Text(String name) {
	}

	record Counts(List<Small> counts) {
	}

	record Small(short count) {
	}

	record Count(long count, BigInteger big) {
	}

}
