package ai.apixo.structured;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Types with constraints of Bean Validation.
 */
@NullUnmarked
@SuppressWarnings("ArrayRecordComponent")
final class ConstrainedTypes {

	private ConstrainedTypes() {
	}

	record Sizes(@Size(min = 2, max = 5) String text, @Size(min = 1, max = 3) List<String> list,
			@NotEmpty List<Integer> some, @NotEmpty String filled) {
	}

	record Bounds(@Min(1) int min, @Max(9) long max,
			@DecimalMin("0.5") @DecimalMax(value = "1.5", inclusive = false) BigDecimal decimal) {
	}

	record Signs(@Positive int positive, @PositiveOrZero int natural, @Negative int negative,
			@NegativeOrZero double small) {
	}

	record Patterns(@Pattern(regexp = "[A-Z]{3}-\\d{3}") String code,
			@Pattern(regexp = "abc", flags = Pattern.Flag.CASE_INSENSITIVE) String loose) {
	}

	record Contact(@Email String email, @NotBlank String name) {
	}

	record ElementBounds(List<@Size(max = 3) String> texts, List<@Min(1) Integer> numbers,
			Optional<@Size(max = 3) String> perhaps) {
	}

	record Grouped(@Min(value = 5, groups = Deprecated.class) int number) {
	}

	record TwoPatterns(@Pattern(regexp = "[a-c]*") @Pattern(regexp = ".{0,3}") String text) {
	}

	record NullableBound(@Nullable @Size(max = 3) String text, @Nullable @Min(1) Integer number) {
	}

	record InnerBounds(List<Bounded> bounded) {
	}

	record Bounded(@Max(10) int number) {
	}

}
