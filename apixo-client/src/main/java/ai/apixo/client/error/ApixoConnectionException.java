package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * The connection to the gateway could not be made, was lost, or was given up because the
 * application closes.
 *
 * @since 0.1.0
 */
public final class ApixoConnectionException extends ApixoException {

	/**
	 * Whether another attempt may succeed.
	 */
	private final boolean retryable;

	/**
	 * Create the exception for a connection that failed before anything of the response
	 * was delivered, where another attempt is harmless and may help.
	 * @param message what happened and what to do
	 * @param cause the reason, or {@code null}
	 * @return the exception
	 */
	public static ApixoConnectionException retryable(String message, @Nullable Throwable cause) {
		return new ApixoConnectionException(message, null, true, null, cause);
	}

	/**
	 * Create the exception for a connection that failed in such a way that another
	 * attempt cannot help or could be billed twice.
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
	 * @param requestId the gateway's id of the request, if it named one
	 * @param retryable whether nothing of the body had come, so that another attempt is
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
	 * Return whether a new attempt is harmless and may help: the connection failed before
	 * anything of the response was delivered, and it was not for a reason that stays,
	 * such as a certificate, a proxy that refuses, or the closing of the application.
	 * @return whether the retry policy may try again
	 */
	public boolean isRetryable() {
		return this.retryable;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoConnectionException(text(), requestId(), this.retryable, partialMessage, getCause());
	}

}
