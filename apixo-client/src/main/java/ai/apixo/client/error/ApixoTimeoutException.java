package ai.apixo.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * A time limit ran out. Never retried by the client, because the gateway may still be
 * generating; {@link #property()} names the limit to raise.
 *
 * @since 0.1.0
 */
public final class ApixoTimeoutException extends ApixoException {

	private final Duration timeout;

	private final String property;

	/**
	 * Creates the exception.
	 * @param message which limit ran out, after how long, and what to do
	 * @param timeout how long was waited
	 * @param property the property that sets the limit
	 * @param requestId the gateway's id of the request, if an answer had begun
	 */
	public ApixoTimeoutException(String message, Duration timeout, String property, @Nullable String requestId) {
		this(message, timeout, property, requestId, null);
	}

	private ApixoTimeoutException(String message, Duration timeout, String property, @Nullable String requestId,
			@Nullable Message partialMessage) {
		super(message, requestId, partialMessage, null);
		this.timeout = timeout;
		this.property = property;
	}

	/**
	 * How long was waited.
	 * @return the limit that ran out
	 */
	public Duration timeout() {
		return this.timeout;
	}

	/**
	 * The property that sets the limit.
	 * @return for example {@code apixo.stream.idle-timeout}
	 */
	public String property() {
		return this.property;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoTimeoutException(text(), this.timeout, this.property, requestId(), partialMessage);
	}

}
