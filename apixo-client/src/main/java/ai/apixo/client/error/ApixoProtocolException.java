package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * What came is not a Messages reply: a page of a proxy, broken JSON, an unexpected
 * encoding, or two answers glued together. Usually the base URL or something between
 * client and gateway is wrong; a retry seldom helps.
 *
 * @since 0.1.0
 */
public final class ApixoProtocolException extends ApixoException {

	/**
	 * Create the exception.
	 * @param message what was expected, what came and where
	 * @param requestId the gateway's id of the request
	 */
	public ApixoProtocolException(String message, @Nullable String requestId) {
		this(message, requestId, null);
	}

	private ApixoProtocolException(String message, @Nullable String requestId, @Nullable Message partialMessage) {
		super(message, requestId, partialMessage, null);
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoProtocolException(text(), requestId(), partialMessage);
	}

}
