package ai.apixo.boot.autoconfigure;

import java.time.Duration;

import io.github.resilience4j.retry.RetryConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import ai.apixo.client.ApixoRetryInterval;
import ai.apixo.client.ApixoRetryPredicate;

/**
 * Turns {@link ApixoRetryProperties} into a configuration of Resilience4j.
 */
final class PropertiesRetryConfig {

	private PropertiesRetryConfig() {
	}

	/**
	 * Make the configuration.
	 * @param properties the properties
	 * @return the configuration, or {@code null} when retries are switched off
	 */
	static @Nullable RetryConfig from(ApixoRetryProperties properties) {
		if (!properties.isEnabled()) {
			return null;
		}
		check(properties.getMaxAttempts() >= 1, "max-attempts", properties.getMaxAttempts(), "Must be 1 or more.");
		check(properties.getMultiplier() >= 1, "multiplier", properties.getMultiplier(), "Must be 1 or more.");
		check(properties.getJitter() >= 0 && properties.getJitter() < 1, "jitter", properties.getJitter(),
				"Must be 0 or more and less than 1.");
		checkPositive("initial-backoff", properties.getInitialBackoff());
		check(properties.getMaxBackoff().compareTo(properties.getInitialBackoff()) >= 0, "max-backoff",
				properties.getMaxBackoff(), "Must not be shorter than 'apixo.retry.initial-backoff'.");
		checkPositive("max-retry-after", properties.getMaxRetryAfter());
		ApixoRetryPredicate predicate = new ApixoRetryPredicate(properties.getStatuses(),
				properties.isConnectionFailures(), properties.getMaxRetryAfter());
		ApixoRetryInterval interval = new ApixoRetryInterval(properties.getInitialBackoff(), properties.getMultiplier(),
				properties.getMaxBackoff(), properties.getJitter());
		return RetryConfig.custom()
			.maxAttempts(properties.getMaxAttempts())
			.retryOnException(predicate)
			.intervalBiFunction(interval)
			.build();
	}

	private static void checkPositive(String name, Duration value) {
		check(!value.isNegative() && !value.isZero(), name, value, "Must be longer than zero.");
	}

	private static void check(boolean valid, String name, Object value, String rule) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("apixo.retry." + name, value, rule);
		}
	}

}
