package ai.apixo.tool;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import ai.apixo.tool.observation.ToolCallObservationContext;

/**
 * Observes one invocation. Its end is told once.
 */
final class ToolCallObservation {

	private final ToolCallObservationContext observed;

	private final Observation observation;

	ToolCallObservation(ToolObservations observations, String toolName, String callId, ContextView run) {
		this.observed = new ToolCallObservationContext(toolName, callId);
		this.observation = observations.call(this.observed, run);
	}

	void start() {
		this.observation.start();
	}

	Observation.Scope openScope() {
		return this.observation.openScope();
	}

	Context addTo(ContextView run) {
		return Context.of(run).put(ObservationThreadLocalAccessor.KEY, this.observation);
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
