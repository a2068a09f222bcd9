package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * The connection to the gateway could not be established, was lost, or was closed because
 * the application is closing.
 *
 * @since 0.1.0
 */
public final class ApixoConnectionException extends ApixoException {

	/**
	 * Whether another attempt may succeed.
	 */
	private final boolean retryable;

	/**
	 * Create the exception for a connection that failed before any of the response was
	 * delivered, in which case another attempt is harmless and may help.
	 * @param message what happened and what to do
	 * @param cause the reason, or {@code null}
	 * @return the exception
	 */
	public static ApixoConnectionException retryable(String message, @Nullable Throwable cause) {
		return new ApixoConnectionException(message, null, true, null, cause);
	}

	/**
	 * Create the exception for a connection failure for which another attempt cannot help
	 * or could be billed twice.
	 * @param message what happened and what to do
	 * @param cause the reason, or {@code null}
	 * @return the exception
	 */
	public static ApixoConnectionException notRetryable(String message, @Nullable Throwable cause) {
		return new ApixoConnectionException(message, null, false, null, cause);
	}

	/**
	 * Create the exception for a connection that was lost after the response had begun.
	 * @param message what happened and what to do
	 * @param requestId the gateway's id of the request, if there was one
	 * @param retryable whether none of the body had arrived, so another attempt is
	 * harmless
	 * @param cause the reason, or {@code null}
	 * @return the exception
	 */
	public static ApixoConnectionException duringResponse(String message, @Nullable String requestId, boolean retryable,
			@Nullable Throwable cause) {
		return new ApixoConnectionException(message, requestId, retryable, null, cause);
	}

	private ApixoConnectionException(String message, @Nullable String requestId, boolean retryable,
			@Nullable Message partialMessage, @Nullable Throwable cause) {
		super(message, requestId, partialMessage, cause);
		this.retryable = retryable;
	}

	/**
	 * Return whether another attempt is harmless and may help: the connection failed
	 * before any of the response was delivered, and not for a permanent reason, such as a
	 * certificate, a refusal by a proxy, or the closing of the application.
	 * @return whether the retry policy may retry
	 */
	public boolean isRetryable() {
		return this.retryable;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoConnectionException(text(), requestId(), this.retryable, partialMessage, getCause());
	}

}
