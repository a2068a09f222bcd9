package ai.apixo.structured;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Types and documents that nobody should write.
 */
@NullUnmarked
class HostileSchemaTests {

	private final JsonSchemas schemas = JsonSchemas.create();

	@Test
	@DisplayName("STR-2 a record without components, and optional values of all kinds, bind as their schema says")
	void oddRecords() {
		assertThat(this.schemas.of(Nothing.class).strict())
			.isEqualTo(Answer.json("{'type':'object','properties':{},'required':[],'additionalProperties':false}"));
		assertThat(this.schemas.of(Nothing.class).read(Answer.json("{}"))).isEqualTo(new Nothing());
		JsonSchema<Optionals> optionals = this.schemas.of(Optionals.class);
		assertThat(optionals.read(Answer.json("{}")))
			.isEqualTo(optionals.read(Answer.json("{'number':null,'twice':null,'list':null}")));
		assertThat(optionals.read(Answer.json("{'number':7,'twice':'x','list':['a',null]}")).list().orElseThrow())
			.containsExactly(Optional.of("a"), Optional.empty());
	}

	@Test
	@DisplayName("STR-2 generic members of a generic family, bounds and trees of their own kind have a schema")
	void generics() {
		JsonSchema<Result<Name>> results = this.schemas.of(new ParameterizedTypeReference<Result<Name>>() {
		});
		assertThat(results.read(Answer.json("{'value':{'type':'Good','found':{'name':'x'}}}")))
			.isEqualTo(new Good<>(new Name("x")));
		assertThat(this.schemas.of(new ParameterizedTypeReference<Box<String>>() {
		}).read(Answer.json("{'content':'x'}")).content()).isEqualTo("x");
		JsonSchema<Tree<String>> trees = this.schemas.of(new ParameterizedTypeReference<Tree<String>>() {
		});
		assertThat(trees.full().toString()).contains("#/$defs/TreeOfString");
		assertThat(trees.read(Answer.json("{'value':'a','kids':[{'value':'b','kids':[]}]}")).kids()).hasSize(1);
		JsonSchema<Husband> spouses = this.schemas.of(Husband.class);
		assertThat(spouses.full().at("/$defs").propertyNames()).isNotEmpty();
	}

	@Test
	@DisplayName("STR-3 a type that the mapper cannot bind, or that never ends, is refused as any other is")
	void typesThatCannotBeBound() {
		refused(new ParameterizedTypeReference<Growing<String>>() {
		});
		refused(ParameterizedTypeReference.forType(Inner.class));
		refused(ParameterizedTypeReference.forType(TwoCreators.class));
	}

	private void refused(ParameterizedTypeReference<?> type) {
		assertThatExceptionOfType(ApixoConfigurationException.class).as(type.toString())
			.isThrownBy(() -> this.schemas.of(type))
			.withMessageMatching("(Growing|Inner|TwoCreators).*");
		assertThatExceptionOfType(ApixoConfigurationException.class).as("asked for again")
			.isThrownBy(() -> this.schemas.of(type));
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

	record Nothing() {
	}

	record Optionals(OptionalInt number, Optional<Optional<String>> twice, Optional<List<Optional<String>>> list) {
	}

	record Name(String name) {
	}

	sealed interface Result<T> permits Good, Bad {

	}

	record Good<T>(T found) implements Result<T> {
	}

	record Bad<T>(String reason) implements Result<T> {
	}

	record Box<T extends Comparable<T>>(T content) {
	}

	record Tree<T>(T value, List<Tree<T>> kids) {
	}

	record Husband(Optional<Wife> wife) {
	}

	record Wife(Optional<Husband> husband) {
	}

	record Growing<T>(Optional<Growing<List<T>>> next, T value) {
	}

	@SuppressWarnings("ClassCanBeStatic") // which is what is wrong with it
	class Inner {

		public String name;

	}

	static class TwoCreators {

		@JsonCreator
		TwoCreators(@JsonProperty("a") String a) {
		}

		@JsonCreator
		TwoCreators(@JsonProperty("a") int a) {
		}

	}

	record Count(long count, BigInteger big) {
	}

}
