package ai.apixo.boot.autoconfigure;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.lifecycle.ApixoResilience;

/**
 * Finds the instances of a client in the application's registries. A retry that the
 * application has configured replaces ours; breaker and bulkhead take part only when the
 * application has configured them.
 *
 * @param retries where retries are found and kept
 * @param retryConfig how a retry is made, or {@code null} when there shall be none,
 * whatever the registry says
 * @param circuitBreakers where circuit breakers are found, or {@code null}
 * @param bulkheads where bulkheads are found, or {@code null}
 */
record RegisteredResilience(RetryRegistry retries, @Nullable RetryConfig retryConfig,
		@Nullable CircuitBreakerRegistry circuitBreakers,
		@Nullable BulkheadRegistry bulkheads) implements ApixoResilience {

	@Override
	public @Nullable Retry retry(String name) {
		RetryConfig config = this.retryConfig;
		return (config != null) ? this.retries.find(name).orElseGet(() -> this.retries.retry(name, config)) : null;
	}

	@Override
	public @Nullable CircuitBreaker circuitBreaker(String name) {
		return (this.circuitBreakers != null) ? this.circuitBreakers.find(name).orElse(null) : null;
	}

	@Override
	public @Nullable Bulkhead bulkhead(String name) {
		return (this.bulkheads != null) ? this.bulkheads.find(name).orElse(null) : null;
	}

}
