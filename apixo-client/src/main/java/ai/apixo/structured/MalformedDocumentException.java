package ai.apixo.structured;

import ai.apixo.structured.Outcome.Failure;

/**
 * Ends the reading of a document in the middle. It carries no text of the document and
 * never reaches the application.
 */
final class MalformedDocumentException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Failure<?> failure;

	MalformedDocumentException(Failure<?> failure) {
		super(null, null, false, false);
		this.failure = failure;
	}

	Failure<?> failure() {
		return this.failure;
	}

}
