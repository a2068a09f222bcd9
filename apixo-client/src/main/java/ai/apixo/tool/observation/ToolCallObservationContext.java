package ai.apixo.tool.observation;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one call of a tool while it is observed: names and the outcome. It
 * holds neither arguments nor results.
 *
 * @since 0.1.0
 */
public class ToolCallObservationContext extends Observation.Context {

	private final String toolName;

	private final String callId;

	private @Nullable String errorType;

	private boolean completed;

	private boolean cancelled;

	/**
	 * Create the context of a call.
	 * @param toolName the name of the function, {@code unknown} if there is none
	 * @param callId the id of the call
	 */
	public ToolCallObservationContext(String toolName, String callId) {
		this.toolName = toolName;
		this.callId = callId;
	}

	/**
	 * Return the name of the function.
	 * @return the name, {@code unknown} if there is none
	 */
	public String getToolName() {
		return this.toolName;
	}

	/**
	 * Return the id of the call.
	 * @return the id
	 */
	public String getCallId() {
		return this.callId;
	}

	/**
	 * Return what went wrong.
	 * @return a simple class name or one of the names of the documentation, {@code null}
	 * if nothing did
	 */
	public @Nullable String getErrorType() {
		return this.errorType;
	}

	/**
	 * Set what went wrong.
	 * @param errorType a simple class name or one of the names of the documentation
	 */
	public void setErrorType(@Nullable String errorType) {
		this.errorType = errorType;
	}

	/**
	 * Return whether there is a result.
	 * @return whether the call is over
	 */
	public boolean isCompleted() {
		return this.completed;
	}

	/**
	 * Set whether there is a result.
	 * @param completed whether the call is over
	 */
	public void setCompleted(boolean completed) {
		this.completed = completed;
	}

	/**
	 * Return whether the call was cancelled with its run.
	 * @return whether it was cancelled
	 */
	public boolean isCancelled() {
		return this.cancelled;
	}

	/**
	 * Set whether the call was cancelled with its run.
	 * @param cancelled whether it was cancelled
	 */
	public void setCancelled(boolean cancelled) {
		this.cancelled = cancelled;
	}

}
