package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * A limit of this client was reached: an event or answer larger than
 * {@code apixo.http.max-message-size}, or more open calls than
 * {@code apixo.http.max-connections}. {@link #property()} names the property to raise.
 *
 * @since 0.1.0
 */
public final class ApixoLimitException extends ApixoException {

	private final String property;

	/**
	 * Creates the exception.
	 * @param message which limit, how large, and what to do
	 * @param property the property that sets the limit
	 * @param requestId the gateway's id of the request, if an answer had begun
	 */
	public ApixoLimitException(String message, String property, @Nullable String requestId) {
		this(message, property, requestId, null);
	}

	private ApixoLimitException(String message, String property, @Nullable String requestId,
			@Nullable Message partialMessage) {
		super(message, requestId, partialMessage, null);
		this.property = property;
	}

	/**
	 * The property that sets the limit.
	 * @return for example {@code apixo.http.max-message-size}
	 */
	public String property() {
		return this.property;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoLimitException(text(), this.property, requestId(), partialMessage);
	}

}
