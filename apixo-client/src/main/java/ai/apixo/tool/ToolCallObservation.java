package ai.apixo.tool;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import ai.apixo.tool.observation.ToolCallObservationContext;

/**
 * Observes one invocation. Its end is told once.
 */
final class ToolCallObservation {

	private final ToolCallObservationContext observed;

	private final ToolObservation observation;

	ToolCallObservation(ToolObservations observations, String toolName, String callId, ContextView run) {
		this.observed = new ToolCallObservationContext(toolName, callId);
		this.observation = observations.call(this.observed, run);
	}

	/**
	 * Invoke a function inside the scope of this observation.
	 * @param invocation the function
	 * @return what it returns
	 * @throws Throwable what it throws
	 */
	@Nullable Object invoke(Invocation invocation) throws Throwable {
		Observation.Scope scope = this.observation.openScope();
		try {
			return invocation.invoke();
		}
		finally {
			this.observation.close(scope);
		}
	}

	void start() {
		this.observation.start();
	}

	Context addTo(ContextView run) {
		return this.observation.addTo(run);
	}

	void end(@Nullable String errorType, @Nullable Throwable failure) {
		if (failure != null) {
			this.observation.error(failure);
		}
		this.observed.setErrorType(errorType);
		this.observed.setCompleted(true);
		this.observation.stop();
	}

	void cancel() {
		this.observed.setCancelled(true);
		this.observation.stop();
	}

}
