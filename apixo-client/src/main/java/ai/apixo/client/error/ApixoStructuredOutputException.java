package ai.apixo.client.error;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * A response that is not a value of the requested type. {@link #reason()} says what
 * happened, and {@link #path()} says where. The message never contains a value of the
 * document; {@link #partialMessage()} has the response, complete or not, for those who
 * may see it.
 *
 * @since 0.1.0
 */
public final class ApixoStructuredOutputException extends ApixoException {

	private static final long serialVersionUID = 1L;

	/**
	 * Kind of failure.
	 */
	private final Reason reason;

	/**
	 * Place in the document.
	 */
	private final String path;

	/**
	 * Create the exception.
	 * @param reason what happened
	 * @param path a JSON Pointer to the first problem, empty for the document
	 * @param message what happened and what to do, without any value of the document
	 * @param requestId the gateway's id of the request
	 * @param response the response, complete or not
	 */
	public ApixoStructuredOutputException(Reason reason, String path, String message, @Nullable String requestId,
			@Nullable Message response) {
		super(message, requestId, response, null);
		this.reason = Objects.requireNonNull(reason, "'reason' must not be null");
		this.path = Objects.requireNonNull(path, "'path' must not be null");
	}

	/**
	 * Return what happened.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Return where it happened, as a JSON Pointer (RFC 6901) into the document, such as
	 * {@code /ingredients/3/amount}.
	 * @return the pointer to the first problem; empty for the document as a whole
	 */
	public String path() {
		return this.path;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoStructuredOutputException(this.reason, this.path, text(), requestId(), partialMessage);
	}

	/**
	 * Why a response has no value.
	 *
	 * @since 0.1.0
	 */
	public enum Reason {

		/**
		 * The model refused; {@code stop_reason} is {@code refusal}.
		 */
		REFUSED,

		/**
		 * The response ended before the document was complete, because of a token limit
		 * or a stop sequence.
		 */
		TRUNCATED,

		/**
		 * There is no document, it is not JSON, or it is followed by something else.
		 */
		MALFORMED,

		/**
		 * The document is JSON that cannot be bound to the type, or violates a
		 * constraint.
		 */
		INVALID

	}

}
