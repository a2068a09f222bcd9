package ai.apixo.relay;

import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param state the state; never {@link RelayState#RUNNING}
 * @param error the simple class name of the failure, if it failed
 */
record RunEnd(RelayState state, @Nullable String error) {

	static final RunEnd COMPLETED = new RunEnd(RelayState.COMPLETED, null);

	/**
	 * Return the end of a run that did not fail.
	 * @param state how it ended
	 * @return the end
	 */
	static RunEnd of(RelayState state) {
		return new RunEnd(state, null);
	}

	/**
	 * Return the end of a run that failed. Nothing of the text of the failure is part of
	 * it.
	 * @param failure why it failed
	 * @return the end
	 */
	static RunEnd failed(Throwable failure) {
		Class<?> type = failure.getClass();
		while (type.getSimpleName().isEmpty()) {
			type = type.getSuperclass();
		}
		return new RunEnd(RelayState.FAILED, type.getSimpleName());
	}

}
