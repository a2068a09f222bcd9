package ai.apixo.client;

import java.time.Duration;

import io.github.resilience4j.retry.Retry;

/**
 * Retries for tests.
 */
final class Retries {

	private Retries() {
	}

	static Retry none() {
		return attempts(1);
	}

	/**
	 * The starter's rules, but without the waits.
	 */
	static Retry attempts(int maxAttempts) {
		return Retry.of("test", ApixoResilience.retryConfig(maxAttempts, new ApixoRetryPredicate(),
				new ApixoRetryInterval(Duration.ofMillis(1), 1, Duration.ofMillis(1), 0)));
	}

}
