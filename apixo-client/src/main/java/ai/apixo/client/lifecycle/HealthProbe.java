package ai.apixo.client.lifecycle;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The probe of health: asks a client's gateway whether it is there. It sends no request
 * that a model could respond to. Neither retried nor counted by a circuit breaker.
 *
 * @since 0.1.0
 */
public interface HealthProbe {

	/**
	 * Return the probe of a client, with its address, key and connections.
	 * @param client the client
	 * @return the probe, or {@code null} if the client is not of this library, such as a
	 * mock
	 */
	static @Nullable HealthProbe of(Object client) {
		return (client instanceof Source source) ? source.healthProbe() : null;
	}

	/**
	 * Return the name of the client.
	 * @return the name, {@code apixo} unless set otherwise
	 */
	String clientName();

	/**
	 * Return whether calls of the client may wait for their turn.
	 * @return whether it has limits
	 */
	boolean isLimited();

	/**
	 * Return whether calls of the client may go on to another model.
	 * @return whether it has a fallback
	 */
	boolean hasFallback();

	/**
	 * Return the address of the gateway.
	 * @return the host and, unless it is the default of the scheme, the port
	 */
	String host();

	/**
	 * Return the state of the client's circuit breaker.
	 * @return a state such as {@code CLOSED} or {@code OPEN}, or {@code null} if the
	 * client has no circuit breaker
	 */
	@Nullable String circuitBreakerState();

	/**
	 * Send a request to {@code /v1/messages} whose fields all have the wrong JSON type,
	 * so that a gateway has to refuse it once it has accepted the key. Only the model, if
	 * the client has a default one, is right: some keys are limited to some models.
	 * @return the response, or an {@link ai.apixo.client.error.ApixoException} when no
	 * response came
	 */
	Mono<HealthProbeResponse> credentials();

	/**
	 * Ask for the head of the gateway's root page, without the key.
	 * @return the HTTP status, or an {@link ai.apixo.client.error.ApixoException} when no
	 * response came
	 */
	Mono<Integer> connection();

	/**
	 * A client whose gateway can be probed.
	 */
	interface Source {

		/**
		 * Return the probe of the client.
		 * @return the probe
		 */
		HealthProbe healthProbe();

	}

}
