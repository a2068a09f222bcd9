package ai.apixo.structured;

import java.util.List;

import ai.apixo.client.error.ApixoStructuredOutputException.Reason;

/**
 * What became of a document.
 *
 * @param <T> the type of its value
 */
sealed interface Outcome<T> {

	/**
	 * It was read.
	 *
	 * @param value the value
	 * @param <T> the type of the value
	 */
	record Value<T>(T value) implements Outcome<T> {
	}

	/**
	 * It could not be read.
	 *
	 * @param reason why
	 * @param problems what is wrong, at least one
	 * @param <T> the type of the value that there is not
	 */
	record Failure<T>(Reason reason, List<Problem> problems) implements Outcome<T> {

		static <T> Failure<T> of(Reason reason, String path, String rule) {
			return new Failure<>(reason, List.of(new Problem(path, rule)));
		}

	}

}
