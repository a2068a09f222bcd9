package ai.apixo.tool.observation;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one run while it is observed: its name and its outcome. It holds
 * nothing of the conversation.
 *
 * @since 0.1.0
 */
public class ToolRunObservationContext extends Observation.Context {

	private final String runnerName;

	private @Nullable String status;

	private boolean cancelled;

	/**
	 * Create the context of a run.
	 * @param runnerName the name of the runner
	 */
	public ToolRunObservationContext(String runnerName) {
		this.runnerName = runnerName;
	}

	/**
	 * Return the name of the runner.
	 * @return the name
	 */
	public String getRunnerName() {
		return this.runnerName;
	}

	/**
	 * Return the status at the end.
	 * @return the name of the status in lower case, {@code null} if the run is open,
	 * failed or was cancelled
	 */
	public @Nullable String getStatus() {
		return this.status;
	}

	/**
	 * Set the status at the end.
	 * @param status the name of the status in lower case
	 */
	public void setStatus(@Nullable String status) {
		this.status = status;
	}

	/**
	 * Return whether the subscriber cancelled the run.
	 * @return whether it was cancelled
	 */
	public boolean isCancelled() {
		return this.cancelled;
	}

	/**
	 * Set whether the subscriber cancelled the run.
	 * @param cancelled whether it was cancelled
	 */
	public void setCancelled(boolean cancelled) {
		this.cancelled = cancelled;
	}

}
