package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

import ai.apixo.messages.Message;

/**
 * The relay is currently unavailable: its store cannot be reached, or the application is
 * closing. Try again later or on another replica, with a new id if a run was to be
 * started.
 *
 * @since 0.1.0
 */
@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
public final class ApixoRelayException extends ApixoException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param message what happened and what to do
	 * @param cause the reason, or {@code null}
	 */
	public ApixoRelayException(String message, @Nullable Throwable cause) {
		this(message, null, cause);
	}

	private ApixoRelayException(String message, @Nullable Message partialMessage, @Nullable Throwable cause) {
		super(message, null, partialMessage, cause);
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoRelayException(text(), partialMessage, getCause());
	}

}
