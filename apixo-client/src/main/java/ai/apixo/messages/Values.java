package ai.apixo.messages;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Refuses values that no gateway can accept where they are set, so that the stack trace
 * names the place.
 */
final class Values {

	private Values() {
	}

	static String requireNotEmpty(String value, String name) {
		Objects.requireNonNull(value, () -> "'" + name + "' must not be null");
		require(!value.isEmpty(), name, "empty");
		return value;
	}

	static void requireNotBlank(@Nullable String value, String name) {
		require(value == null || !value.isBlank(), name, "blank");
	}

	static void requireNotNegative(@Nullable Integer value, String name) {
		require(value == null || value >= 0, name, "negative, but is " + value);
	}

	static void requireNotNegative(@Nullable Double value, String name) {
		require(value == null || (value >= 0 && Double.isFinite(value)), name,
				"negative or infinite or no number, but is " + value);
	}

	private static void require(boolean valid, String name, String fault) {
		if (!valid) {
			throw new IllegalArgumentException("'" + name + "' must not be " + fault);
		}
	}

}
