package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * The stream ended before {@code message_stop}: the delivered events are not the whole
 * response. Not retried once an event has been delivered, because another attempt would
 * repeat text and be billed again.
 *
 * @since 0.1.0
 */
public final class ApixoIncompleteStreamException extends ApixoException {

	/**
	 * Whether events had been delivered.
	 */
	private final boolean eventsDelivered;

	/**
	 * Create the exception.
	 * @param message what happened
	 * @param requestId the gateway's id of the request
	 * @param eventsDelivered whether any event had been delivered
	 * @param cause the reason, if the connection broke
	 */
	public ApixoIncompleteStreamException(String message, @Nullable String requestId, boolean eventsDelivered,
			@Nullable Throwable cause) {
		this(message, requestId, eventsDelivered, null, cause);
	}

	private ApixoIncompleteStreamException(String message, @Nullable String requestId, boolean eventsDelivered,
			@Nullable Message partialMessage, @Nullable Throwable cause) {
		super(message, requestId, partialMessage, cause);
		this.eventsDelivered = eventsDelivered;
	}

	/**
	 * Return whether part of the response had been delivered before the stream ended.
	 * @return {@code false} if the response ended before its first event, in which case
	 * another attempt is harmless
	 */
	public boolean eventsDelivered() {
		return this.eventsDelivered;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoIncompleteStreamException(text(), requestId(), this.eventsDelivered, partialMessage,
				getCause());
	}

}
