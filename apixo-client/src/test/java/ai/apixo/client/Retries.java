package ai.apixo.client;

import java.time.Duration;
import java.util.function.Predicate;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

/**
 * Retries for tests.
 */
public final class Retries {

	private Retries() {
	}

	public static Retry none() {
		return attempts(1);
	}

	/**
	 * The starter's rules, but without the waits.
	 */
	public static Retry attempts(int maxAttempts) {
		return attempts(maxAttempts, new ApixoRetryPredicate());
	}

	public static Retry attempts(int maxAttempts, Predicate<Throwable> predicate) {
		return Retry.of("test",
				RetryConfig.custom()
					.maxAttempts(maxAttempts)
					.retryOnException(predicate)
					.intervalBiFunction(new ApixoRetryInterval(Duration.ofMillis(1), 1, Duration.ofMillis(1), 0))
					.build());
	}

}
