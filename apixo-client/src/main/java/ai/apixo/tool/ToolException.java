package ai.apixo.tool;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a tool, or signaled by its publisher, to tell the model what went wrong: the
 * message becomes the content of the {@code tool_result}, with {@code is_error}. For any
 * other exception, the model is told only that the tool failed.
 *
 * @since 0.1.0
 */
public class ToolException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * What the model is told.
	 */
	private final String messageForModel;

	/**
	 * Create the exception.
	 * @param messageForModel what went wrong, for the model to read
	 */
	public ToolException(String messageForModel) {
		this(messageForModel, null);
	}

	/**
	 * Create the exception.
	 * @param messageForModel what went wrong, for the model to read
	 * @param cause the cause, which is not sent to the model
	 */
	public ToolException(String messageForModel, @Nullable Throwable cause) {
		super(messageForModel, cause);
		this.messageForModel = messageForModel;
	}

	final String messageForModel() {
		return this.messageForModel;
	}

}
