package ai.apixo.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * A limit of this client was reached: an event or a response is too large, there are more
 * open calls than connections, or a call did not get its turn under the limits of its
 * key. {@link #limit()} says which limit to raise.
 *
 * @since 0.1.0
 */
public final class ApixoLimitException extends ApixoException {

	/**
	 * Limit that was reached.
	 */
	private final ApixoLimit limit;

	/**
	 * Time after which another call may succeed.
	 */
	private final @Nullable Duration retryAfter;

	/**
	 * Create the exception.
	 * @param message which limit was reached, its value, and what to do
	 * @param limit the limit that was reached
	 * @param requestId the gateway's id of the request, if a response had begun
	 */
	public ApixoLimitException(String message, ApixoLimit limit, @Nullable String requestId) {
		this(message, limit, requestId, null, null);
	}

	/**
	 * Create the exception for a limit that is known to end.
	 * @param message which limit was reached, its value, and what to do
	 * @param limit the limit that was reached
	 * @param requestId the gateway's id of the request, if a response had begun
	 * @param retryAfter when another call may have its turn, or {@code null} if that is
	 * not known
	 */
	public ApixoLimitException(String message, ApixoLimit limit, @Nullable String requestId,
			@Nullable Duration retryAfter) {
		this(message, limit, requestId, retryAfter, null);
	}

	private ApixoLimitException(String message, ApixoLimit limit, @Nullable String requestId,
			@Nullable Duration retryAfter, @Nullable Message partialMessage) {
		super(message, requestId, partialMessage, null);
		this.limit = limit;
		this.retryAfter = retryAfter;
	}

	/**
	 * Return the limit that was reached.
	 * @return the limit to raise
	 */
	public ApixoLimit limit() {
		return this.limit;
	}

	/**
	 * Return when another call may have its turn.
	 * @return the time from now on, or {@code null} if that is not known or the limit is
	 * not one of the key's
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoLimitException(text(), this.limit, requestId(), this.retryAfter, partialMessage);
	}

}
