package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * A failed call. The type says what kind of failure it was and therefore what can be
 * done; there is no need to parse the message.
 *
 * <p>
 * The message never contains the API key, a prompt or a response. Rejections by a
 * Resilience4j circuit breaker or bulkhead are not wrapped; they are signaled as
 * Resilience4j's own exceptions.
 *
 * @since 0.1.0
 */
public abstract sealed class ApixoException extends RuntimeException
		permits ApixoApiException, ApixoConfigurationException, ApixoConnectionException,
		ApixoIncompleteStreamException, ApixoLimitException, ApixoProtocolException, ApixoRelayException,
		ApixoRunNotFoundException, ApixoStructuredOutputException, ApixoTimeoutException {

	/**
	 * Id of the request.
	 */
	private final @Nullable String requestId;

	private final transient @Nullable Message partialMessage;

	ApixoException(String message, @Nullable String requestId, @Nullable Message partialMessage,
			@Nullable Throwable cause) {
		super(message, cause);
		this.requestId = requestId;
		this.partialMessage = partialMessage;
	}

	/**
	 * Return the gateway's id of the request: the {@code request-id} header of the
	 * response, or the {@code request_id} of an error. Quote it when you contact the
	 * gateway's operators.
	 * @return the id, or {@code null} if there was no response or it had none
	 */
	public @Nullable String requestId() {
		return this.requestId;
	}

	/**
	 * Return the response so far at the time of the failure, if the call was
	 * {@code streamMessage} and at least {@code message_start} had arrived.
	 * @return the message so far, or {@code null}
	 */
	public @Nullable Message partialMessage() {
		return this.partialMessage;
	}

	/**
	 * Return this failure with the response so far.
	 * @param partialMessage the message so far
	 * @return a copy with this exception's text, details, stack trace and cause
	 */
	public final ApixoException withPartialMessage(Message partialMessage) {
		ApixoException copy = copyWith(partialMessage);
		copy.setStackTrace(getStackTrace());
		for (Throwable suppressed : getSuppressed()) {
			copy.addSuppressed(suppressed);
		}
		return copy;
	}

	abstract ApixoException copyWith(Message partialMessage);

	final String text() {
		String text = getMessage();
		return (text != null) ? text : "";
	}

}
