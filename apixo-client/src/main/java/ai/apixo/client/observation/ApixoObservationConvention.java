package ai.apixo.client.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Determines the name and the key values of the observation of a call. A bean of this
 * type replaces {@link DefaultApixoObservationConvention}.
 *
 * @since 0.1.0
 */
public interface ApixoObservationConvention extends ObservationConvention<ApixoObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ApixoObservationContext;
	}

}
