package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

import ai.apixo.messages.Message;

/**
 * There is no such run: it was never started, has expired, or belongs to another owner.
 * The exception does not say which.
 *
 * @since 0.1.0
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class ApixoRunNotFoundException extends ApixoException {

	private static final long serialVersionUID = 1L;

	private static final String TEXT = "There is no such run. Start one, and keep its id for as long as its page is open.";

	/**
	 * Create the exception.
	 */
	public ApixoRunNotFoundException() {
		this(null);
	}

	private ApixoRunNotFoundException(@Nullable Message partialMessage) {
		super(TEXT, null, partialMessage, null);
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoRunNotFoundException(partialMessage);
	}

}
