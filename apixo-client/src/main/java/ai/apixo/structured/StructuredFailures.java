package ai.apixo.structured;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.Message;
import ai.apixo.structured.Outcome.Failure;

/**
 * The exceptions of answers without a value. Their texts name paths and rules, never
 * values (STR-23).
 */
final class StructuredFailures {

	private static final int MAX_PROBLEMS = 10;

	private final String type;

	private final String modeSetting;

	StructuredFailures(String type, String modeSetting) {
		this.type = type;
		this.modeSetting = modeSetting;
	}

	/**
	 * Return the exception of a failure.
	 * @param failure the failure
	 * @param message the response, complete or not
	 * @return the exception
	 */
	ApixoStructuredOutputException exception(Failure<?> failure, @Nullable Message message) {
		return new ApixoStructuredOutputException(failure.reason(), failure.problems().get(0).path(),
				text(failure, message), (message != null) ? message.response().requestId() : null, message);
	}

	private String text(Failure<?> failure, @Nullable Message message) {
		return switch (failure.reason()) {
			case REFUSED -> "The model refused to give a " + this.type
					+ ". Change the prompt or use another model; stopDetails() of the partial message may say why";
			case TRUNCATED -> "The response ended (" + stopReason(message) + ") before the " + this.type
					+ " was complete. Raise the token limit of the request or ask for less";
			case MALFORMED -> "The response is not a JSON document of type " + this.type + ": " + problems(failure)
					+ ". Does the gateway pass 'output_config' on? If not, set " + this.modeSetting + " to 'tool'";
			case INVALID -> invalid(this.type, failure);
		};
	}

	/**
	 * Return the exception of a document that was read on its own.
	 * @param type the name of the type
	 * @param failure the failure
	 * @return the exception
	 */
	static ApixoStructuredOutputException ofDocument(String type, Failure<?> failure) {
		return new ApixoStructuredOutputException(
				failure.reason(), failure.problems().get(0).path(), (failure.reason() == Reason.INVALID)
						? invalid(type, failure) : "The document is not of type " + type + ": " + problems(failure),
				null, null);
	}

	/**
	 * Return the exception of arguments, which the model is told.
	 * @param failure the failure
	 * @return the exception
	 */
	static ApixoStructuredOutputException ofArguments(Failure<?> failure) {
		return new ApixoStructuredOutputException(failure.reason(), failure.problems().get(0).path(),
				"The arguments do not fit the schema: " + problems(failure), null, null);
	}

	/**
	 * Return the problems of a failure, at most ten.
	 * @param failure the failure
	 * @return the problems, in one line
	 */
	static String problems(Failure<?> failure) {
		String listed = failure.problems()
			.stream()
			.limit(MAX_PROBLEMS)
			.map(Problem::text)
			.collect(Collectors.joining("; "));
		int more = failure.problems().size() - MAX_PROBLEMS;
		return (more > 0) ? listed + "; and " + more + " more" : listed;
	}

	private static String invalid(String type, Failure<?> failure) {
		return "The document does not fit " + type + ": " + problems(failure);
	}

	private static String stopReason(@Nullable Message message) {
		return (message != null && message.stopReason() != null) ? "stop_reason " + message.stopReason().value()
				: "no stop_reason";
	}

}
