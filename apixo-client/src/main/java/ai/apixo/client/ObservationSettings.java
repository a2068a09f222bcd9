package ai.apixo.client;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.client.observation.ApixoObservationConvention;

/**
 * How the calls of a client are observed.
 *
 * @param registry where calls are observed
 * @param convention how observations are named
 * @param clientName the client's name
 * @param serverAddress the host of the gateway
 */
record ObservationSettings(ObservationRegistry registry, ApixoObservationConvention convention, String clientName,
		String serverAddress) {

	/**
	 * The observation of a call.
	 * @param model the model that it asks for
	 * @param subscriber the context of its subscriber
	 * @return the observation, yet to be started, or {@code null} if the registry is
	 * switched off
	 */
	@Nullable CallObservation of(@Nullable String model, ContextView subscriber) {
		return this.registry.isNoop() ? null : new CallObservation(this.registry, this.convention,
				new ApixoObservationContext(this.clientName, this.serverAddress, model), subscriber);
	}

}
