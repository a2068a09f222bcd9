package ai.apixo.client.error;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * The client or the request is not configured correctly. Signaled before any request is
 * sent. A retry cannot help; the message names the setting to change.
 *
 * @since 0.1.0
 */
public final class ApixoConfigurationException extends ApixoException {

	/**
	 * What is wrong.
	 */
	private final String problem;

	/**
	 * What to do about it.
	 */
	private final @Nullable String action;

	/**
	 * Create the exception.
	 * @param message what is wrong and what to set
	 */
	public ApixoConfigurationException(String message) {
		this(message, null, null, null);
	}

	/**
	 * Create the exception.
	 * @param message what is wrong and what to set
	 * @param cause the reason, which must not contain a secret
	 */
	public ApixoConfigurationException(String message, @Nullable Throwable cause) {
		this(message, null, null, cause);
	}

	/**
	 * Create the exception.
	 * @param problem what is wrong, as a sentence
	 * @param action what to set, as a sentence; the message is both
	 */
	public ApixoConfigurationException(String problem, String action) {
		this(problem, action, null, null);
	}

	/**
	 * Create the exception.
	 * @param problem what is wrong, as a sentence
	 * @param action what to do, as a sentence; the message is both
	 * @param cause the reason, which must not contain a secret
	 */
	public ApixoConfigurationException(String problem, String action, @Nullable Throwable cause) {
		this(problem, action, null, cause);
	}

	private ApixoConfigurationException(String problem, @Nullable String action, @Nullable Message partialMessage,
			@Nullable Throwable cause) {
		super((action != null) ? problem + " " + action : problem, null, partialMessage, cause);
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return what is wrong.
	 * @return the message without {@link #action()}
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Return what to do about it.
	 * @return the second part of the message, or {@code null} if {@link #problem()} is
	 * the whole message
	 */
	public @Nullable String action() {
		return this.action;
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoConfigurationException(this.problem, this.action, partialMessage, getCause());
	}

}
