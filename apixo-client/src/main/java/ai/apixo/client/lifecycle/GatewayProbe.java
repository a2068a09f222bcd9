package ai.apixo.client.lifecycle;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Asks a client's gateway whether it is there, at no cost: no request that it sends can
 * generate or bill a token. Neither retried nor counted by a circuit breaker.
 *
 * @since 0.1.0
 */
public interface GatewayProbe {

	/**
	 * Return the probe of a client, with its address, key and connections.
	 * @param client the client
	 * @return the probe, or {@code null} if the client is not of this library, such as a
	 * mock
	 */
	static @Nullable GatewayProbe of(Object client) {
		return (client instanceof Source source) ? source.gatewayProbe() : null;
	}

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
	 * Send an empty JSON object to {@code /v1/messages}, to which a working gateway that
	 * accepts the key responds with 400.
	 * @return the HTTP status, or an {@link ai.apixo.client.error.ApixoException} when no
	 * response came
	 */
	Mono<Integer> credentials();

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
		GatewayProbe gatewayProbe();

	}

}
