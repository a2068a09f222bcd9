package ai.apixo.client;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * The Resilience4j instances that take part in a call.
 *
 * @param retry tries the head of a call again, or {@code null}
 * @param circuitBreaker judges each attempt up to its head, or {@code null}
 * @param bulkhead bounds the number of open calls, or {@code null}
 */
record CallResilience(@Nullable Retry retry, @Nullable CircuitBreaker circuitBreaker, @Nullable Bulkhead bulkhead) {

	CallResilience {
		if (bulkhead != null && !bulkhead.getBulkheadConfig().getMaxWaitDuration().isZero()) {
			throw new ApixoConfigurationException("The bulkhead '" + bulkhead.getName()
					+ "' would block an event loop while it waits. Set 'resilience4j.bulkhead.instances."
					+ bulkhead.getName() + ".max-wait-duration' to 0");
		}
	}

}
