package ai.apixo.messages.json;

/**
 * A JSON object lacks a required field, or has it in another shape. Never leaves this
 * package: the object is kept raw instead. Without a stack trace, as it is no accident.
 */
final class MissingFieldException extends RuntimeException {

	MissingFieldException() {
		super("A required field is missing", null, false, false);
	}

}
