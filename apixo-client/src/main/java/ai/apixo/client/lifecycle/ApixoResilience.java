package ai.apixo.client.lifecycle;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Resilience4j instances of a client by its name, unless its builder was given
 * some.
 *
 * @since 0.1.0
 */
public interface ApixoResilience {

	/**
	 * Return the retry of a client.
	 * @param name the client's name
	 * @return the retry, or {@code null} for a client that never retries
	 */
	@Nullable Retry retry(String name);

	/**
	 * Return the circuit breaker of a client.
	 * @param name the client's name
	 * @return the breaker, or {@code null} for none
	 */
	default @Nullable CircuitBreaker circuitBreaker(String name) {
		return null;
	}

	/**
	 * Return the bulkhead of a client.
	 * @param name the client's name
	 * @return the bulkhead, or {@code null} for none
	 */
	default @Nullable Bulkhead bulkhead(String name) {
		return null;
	}

}
