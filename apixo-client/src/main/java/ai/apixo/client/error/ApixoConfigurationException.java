package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * The client or the request is not set up correctly. Signalled before any request is
 * sent; a retry cannot help, the text names what to set.
 *
 * @since 0.1.0
 */
public final class ApixoConfigurationException extends ApixoException {

	/**
	 * Create the exception.
	 * @param message what is wrong and what to set
	 */
	public ApixoConfigurationException(String message) {
		this(message, null, null);
	}

	/**
	 * Create the exception.
	 * @param message what is wrong and what to set
	 * @param cause the reason, which must not contain a secret
	 */
	public ApixoConfigurationException(String message, @Nullable Throwable cause) {
		this(message, null, cause);
	}

	private ApixoConfigurationException(String message, @Nullable Message partialMessage, @Nullable Throwable cause) {
		super(message, null, partialMessage, cause);
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoConfigurationException(text(), partialMessage, getCause());
	}

}
