package ai.apixo.tool;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import reactor.util.context.ContextView;

import ai.apixo.tool.observation.ToolCallObservationContext;
import ai.apixo.tool.observation.ToolCallObservationConvention;
import ai.apixo.tool.observation.ToolObservationDocumentation;
import ai.apixo.tool.observation.ToolRunObservationContext;
import ai.apixo.tool.observation.ToolRunObservationConvention;

/**
 * How runs and calls are observed.
 *
 * @param registry where
 * @param runs how runs are named
 * @param calls how calls are named
 * @param runnerName the name of the runner
 */
record ToolObservations(ObservationRegistry registry, ToolRunObservationConvention runs,
		ToolCallObservationConvention calls, String runnerName) {

	private static final String UNKNOWN = "unknown";

	/**
	 * Return the observation of a run, yet to be started.
	 * @param observed what is known of the run
	 * @param subscriber the context of its subscriber
	 */
	ToolObservation run(ToolRunObservationContext observed, ContextView subscriber) {
		return new ToolObservation("A run of '" + observed.getRunnerName() + "'", () -> within(subscriber,
				ToolObservationDocumentation.RUN.observation(this.runs, this.runs, () -> observed, this.registry)));
	}

	/**
	 * Return the observation of a call, yet to be started.
	 * @param observed what is known of the call
	 * @param run the context of the run
	 */
	ToolObservation call(ToolCallObservationContext observed, ContextView run) {
		return new ToolObservation("The call " + observed.getCallId() + " of the tool '" + observed.getToolName() + "'",
				() -> within(run, ToolObservationDocumentation.CALL.observation(this.calls, this.calls, () -> observed,
						this.registry)));
	}

	/**
	 * Record a call whose function is not invoked.
	 */
	void settled(PreparedCall.Settled call, ContextView run) {
		if (!this.registry.isNoop()) {
			ToolCallObservation observation = new ToolCallObservation(this, call.known() ? call.call().name() : UNKNOWN,
					call.call().id(), run);
			observation.start();
			observation.end(call.errorType(), null);
		}
	}

	private static Observation within(ContextView context, Observation observation) {
		Observation parent = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		return (parent != null) ? observation.parentObservation(parent) : observation;
	}

}
