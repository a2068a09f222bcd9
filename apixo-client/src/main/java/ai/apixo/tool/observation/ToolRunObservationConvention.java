package ai.apixo.tool.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How the observation of a run is named and which key values it gets. A bean of this type
 * replaces {@link DefaultToolRunObservationConvention}.
 *
 * @since 0.1.0
 */
public interface ToolRunObservationConvention extends ObservationConvention<ToolRunObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ToolRunObservationContext;
	}

}
