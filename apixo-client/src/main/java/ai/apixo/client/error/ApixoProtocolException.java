package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * The response is not a Messages response: a page of a proxy, broken JSON, an unexpected
 * encoding, or two responses merged into one. Usually, the base URL or something between
 * client and gateway is wrong; a retry rarely helps.
 *
 * @since 0.1.0
 */
public final class ApixoProtocolException extends ApixoException {

	/**
	 * Create the exception.
	 * @param message what was expected, what arrived and where
	 * @param requestId the gateway's id of the request
	 */
	public ApixoProtocolException(String message, @Nullable String requestId) {
		this(message, requestId, null, null);
	}

	/**
	 * Create the exception.
	 * @param message what was expected, what arrived and where
	 * @param requestId the gateway's id of the request
	 * @param cause the cause, which must not quote the response, or {@code null}
	 */
	public ApixoProtocolException(String message, @Nullable String requestId, @Nullable Throwable cause) {
		this(message, requestId, null, cause);
	}

	private ApixoProtocolException(String message, @Nullable String requestId, @Nullable Message partialMessage,
			@Nullable Throwable cause) {
		super(message, requestId, partialMessage, cause);
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoProtocolException(text(), requestId(), partialMessage, getCause());
	}

}
