package ai.apixo.client;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

import ai.apixo.client.lifecycle.ApixoResilience;

/**
 * Retries as the gateway advises and nothing else: four attempts, after 1, 2 and 4
 * seconds.
 */
final class DefaultResilience implements ApixoResilience {

	static final int MAX_ATTEMPTS = 4;

	@Override
	public Retry retry(String name) {
		return Retry.of(name,
				RetryConfig.custom()
					.maxAttempts(MAX_ATTEMPTS)
					.retryOnException(new ApixoRetryPredicate())
					.intervalBiFunction(new ApixoRetryInterval())
					.build());
	}

}
