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

	private final boolean retryable;

	/**
	 * Create the exception.
	 * @param message what happened
	 * @param requestId the gateway's id of the request, if an answer had begun
	 * @param retryable whether a new attempt is harmless and may help
	 * @param cause the reason
	 */
	public ApixoConnectionException(String message, @Nullable String requestId, boolean retryable,
			@Nullable Throwable cause) {
		this(message, requestId, retryable, null, cause);
	}

	private ApixoConnectionException(String message, @Nullable String requestId, boolean retryable,
			@Nullable Message partialMessage, @Nullable Throwable cause) {
		super(message, requestId, partialMessage, cause);
		this.retryable = retryable;
	}

	/**
	 * Whether a new attempt is harmless and may help: the connection failed before
	 * anything of the answer was delivered, and neither certificates nor the closing of
	 * the application were the reason.
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
