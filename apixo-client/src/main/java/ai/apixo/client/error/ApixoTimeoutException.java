package ai.apixo.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * A time limit was exceeded. Never retried by the client, because the gateway may still
 * be generating. {@link #limit()} says which limit to raise.
 *
 * @since 0.1.0
 */
public final class ApixoTimeoutException extends ApixoException {

	/**
	 * Value of the limit.
	 */
	private final Duration timeout;

	/**
	 * Limit that was exceeded.
	 */
	private final ApixoLimit limit;

	/**
	 * Create the exception.
	 * @param message which limit was exceeded, after how long, and what to do
	 * @param timeout the time that was waited
	 * @param limit the limit that was exceeded
	 * @param requestId the gateway's id of the request, if a response had begun
	 */
	public ApixoTimeoutException(String message, Duration timeout, ApixoLimit limit, @Nullable String requestId) {
		this(message, timeout, limit, requestId, null);
	}

	private ApixoTimeoutException(String message, Duration timeout, ApixoLimit limit, @Nullable String requestId,
			@Nullable Message partialMessage) {
		super(message, requestId, partialMessage, null);
		this.timeout = timeout;
		this.limit = limit;
	}

	/**
	 * Return the time that was waited.
	 * @return the value of the limit or, for the connect timeout, the time that has
	 * passed
	 */
	public Duration timeout() {
		return this.timeout;
	}

	/**
	 * Return the limit that was exceeded.
	 * @return the limit to raise if the call may take longer
	 */
	public ApixoLimit limit() {
		return this.limit;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoTimeoutException(text(), this.timeout, this.limit, requestId(), partialMessage);
	}

}
