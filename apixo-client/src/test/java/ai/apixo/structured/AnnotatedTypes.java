package ai.apixo.structured;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Types whose names, values and descriptions come from annotations.
 */
@NullUnmarked
final class AnnotatedTypes {

	private AnnotatedTypes() {
	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	record SnakeCase(String displayName, int servingSize) {
	}

	record LongNames(String displayName, List<LongName> otherNames) {
	}

	record LongName(String givenName) {
	}

	record Named(@JsonProperty("the name") String name, @JsonProperty("a/b~c") int slashed) {
	}

	record Ignoring(String kept, @JsonIgnore String left) {
	}

	@JsonIgnoreProperties("left")
	record IgnoringByName(String kept, String left) {
	}

	record Sku(@JsonValue String value) {
	}

	record Weight(int grams) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Weight {
		}

		@JsonValue
		int json() {
			return this.grams;
		}

	}

	record Tags(@JsonValue List<String> tags) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Tags {
		}

	}

	record Article(Sku sku, Weight weight, Tags tags) {
	}

	@JsonClassDescription("A dish.")
	record Described(@JsonPropertyDescription("What it is called.") String name,
			@JsonPropertyDescription("From 1 to 5.") @Min(1) @Max(5) int stars) {
	}

	record DescribedParts(@JsonPropertyDescription("The best one.") Described best, @Nullable Described worst) {
	}

	@JsonClassDescription("How hot it is.")
	enum Heat {

		MILD, HOT

	}

	record Hot(Heat heat) {
	}

}
