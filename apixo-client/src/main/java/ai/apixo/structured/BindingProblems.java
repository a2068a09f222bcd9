package ai.apixo.structured;

import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says what Jackson could not bind. Its own messages quote values of the document
 * (STR-23), so nothing of them is kept.
 */
final class BindingProblems {

	private static final String RULE_OF_TYPE = "violates a rule of its type";

	private BindingProblems() {
	}

	/**
	 * Return the problem that was found while a value was bound.
	 * @param failure what was thrown, by Jackson or by code of the application: its text
	 * may quote values too
	 * @param base where the value that was bound stands in the document
	 * @return the problem
	 */
	static Problem of(Throwable failure, String base) {
		return of(failure, base, 0);
	}

	/**
	 * Return the problem of an element that was bound in a list of its own.
	 * @param failure the exception
	 * @param base where the element stands in the document
	 * @return the problem
	 */
	static Problem ofElement(Throwable failure, String base) {
		return of(failure, base, 1);
	}

	private static Problem of(Throwable thrown, String base, int first) {
		if (!(thrown instanceof JacksonException failure)) {
			// Of a constructor or a deserializer of the application.
			return new Problem(base, RULE_OF_TYPE);
		}
		if (failure instanceof UnrecognizedPropertyException) {
			// The last step would be a name that the model has made up.
			return new Problem(path(base, failure, first, 1), "has a property that the type does not know");
		}
		String path = path(base, failure, first, 0);
		if (failure instanceof InvalidNullException) {
			return new Problem(path, "is required and must not be null");
		}
		if (failure instanceof InvalidTypeIdException) {
			return new Problem(path, "has an unknown type id");
		}
		if (failure instanceof ValueInstantiationException) {
			return new Problem(path, RULE_OF_TYPE);
		}
		if (failure instanceof InputCoercionException) {
			return new Problem(path, "is out of range");
		}
		if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
			return new Problem(path, JsonWords.mismatch(mismatch.getTargetType()));
		}
		return new Problem(path, "does not fit the type");
	}

	private static String path(String base, JacksonException failure, int first, int without) {
		StringBuilder path = new StringBuilder(base);
		List<JacksonException.Reference> steps = failure.getPath();
		for (JacksonException.Reference step : steps.subList(Math.min(first, steps.size()),
				Math.max(Math.min(first, steps.size()), steps.size() - without))) {
			path.append((step.getPropertyName() != null) ? JsonPointers.child("", step.getPropertyName())
					: JsonPointers.child("", step.getIndex()));
		}
		return path.toString();
	}

}
