package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * A limit of this client was reached: an event or a response that is too large, or more
 * open calls than connections. {@link #limit()} says which limit to raise.
 *
 * @since 0.1.0
 */
public final class ApixoLimitException extends ApixoException {

	private final ApixoLimit limit;

	/**
	 * Create the exception.
	 * @param message which limit, how large, and what to do
	 * @param limit the limit that was reached
	 * @param requestId the gateway's id of the request, if an answer had begun
	 */
	public ApixoLimitException(String message, ApixoLimit limit, @Nullable String requestId) {
		this(message, limit, requestId, null);
	}

	private ApixoLimitException(String message, ApixoLimit limit, @Nullable String requestId,
			@Nullable Message partialMessage) {
		super(message, requestId, partialMessage, null);
		this.limit = limit;
	}

	/**
	 * Return the limit that was reached.
	 * @return the limit to raise
	 */
	public ApixoLimit limit() {
		return this.limit;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoLimitException(text(), this.limit, requestId(), partialMessage);
	}

}
