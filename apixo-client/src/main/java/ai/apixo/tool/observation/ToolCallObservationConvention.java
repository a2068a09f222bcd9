package ai.apixo.tool.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How the observation of a call of a tool is named and which key values it gets. A bean
 * of this type replaces {@link DefaultToolCallObservationConvention}.
 *
 * @since 0.1.0
 */
public interface ToolCallObservationConvention extends ObservationConvention<ToolCallObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ToolCallObservationContext;
	}

}
