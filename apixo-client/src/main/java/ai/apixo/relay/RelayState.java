package ai.apixo.relay;

import java.util.Locale;

/**
 * The state of a run.
 *
 * @since 0.1.0
 */
public enum RelayState {

	/**
	 * Its source may still emit.
	 */
	RUNNING,

	/**
	 * Its source completed.
	 */
	COMPLETED,

	/**
	 * Its source failed, an event could not be written, or a size was exceeded.
	 */
	FAILED,

	/**
	 * It was stopped.
	 */
	STOPPED,

	/**
	 * Nobody watched it for the grace period.
	 */
	ABANDONED,

	/**
	 * The replica that ran it died, closed, or lost its store.
	 */
	LOST;

	/**
	 * Return the name in events, stores and meters.
	 * @return the name in lower case
	 */
	String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
