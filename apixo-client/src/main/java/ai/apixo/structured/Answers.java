package ai.apixo.structured;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.Message;
import ai.apixo.messages.StopReason;

/**
 * Judges whole messages: refused, truncated, malformed, invalid, or a value.
 */
final class Answers {

	private Answers() {
	}

	static <T> Outcome<T> of(Message message, AnswerForm form, JsonSchema<T> schema) {
		if (StopReason.REFUSAL.equals(message.stopReason())) {
			return Outcome.Failure.of(Reason.REFUSED, "", "is refused");
		}
		Outcome<JsonNode> document = form.document(message, isCut(message.stopReason()));
		if (document instanceof Outcome.Value<JsonNode> found) {
			return schema.bind(found.value());
		}
		Outcome.Failure<JsonNode> failure = (Outcome.Failure<JsonNode>) document;
		return new Outcome.Failure<>(failure.reason(), failure.problems());
	}

	/**
	 * Return whether a stop reason says that the model had more to say.
	 * @param stopReason the stop reason
	 * @return whether the response was cut
	 */
	static boolean isCut(@Nullable StopReason stopReason) {
		return stopReason != null && !stopReason.equals(StopReason.END_TURN) && !stopReason.equals(StopReason.TOOL_USE);
	}

}
