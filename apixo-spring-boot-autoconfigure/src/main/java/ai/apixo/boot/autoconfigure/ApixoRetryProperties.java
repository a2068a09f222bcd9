package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Properties of the retry of calls that failed before anything was delivered.
 *
 * @since 0.1.0
 */
public class ApixoRetryProperties {

	/**
	 * Whether to retry calls that failed before any of the response was delivered.
	 */
	private boolean enabled = true;

	/**
	 * Maximum number of requests for a call, including the first.
	 */
	private int maxAttempts = 4;

	/**
	 * Time to wait before the second attempt. In milliseconds unless a unit is given.
	 */
	private Duration initialBackoff = Duration.ofSeconds(1);

	/**
	 * Multiplier applied to each wait to compute the next one.
	 */
	private double multiplier = 2;

	/**
	 * Maximum time to wait between attempts, unless the gateway requests a longer wait.
	 * In milliseconds unless a unit is given.
	 */
	private Duration maxBackoff = Duration.ofSeconds(30);

	/**
	 * Random factor applied to each wait, from 0 (none) up to but excluding 1.
	 */
	private double jitter = 0.25;

	/**
	 * Longest 'Retry-After' to honor. If the gateway requests a longer wait, the call
	 * fails at once. In milliseconds unless a unit is given.
	 */
	private Duration maxRetryAfter = Duration.ofSeconds(60);

	/**
	 * Comma-separated list of HTTP statuses to retry.
	 */
	private Set<Integer> statuses = new LinkedHashSet<>(List.of(429, 502, 504));

	/**
	 * Whether to retry calls whose connection failed before any of the response was
	 * delivered.
	 */
	private boolean connectionFailures = true;

	/**
	 * Return whether to retry calls that failed before any of the response was delivered.
	 * @return whether it is enabled
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether to retry calls that failed before any of the response was delivered.
	 * @param enabled whether it is enabled
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return the maximum number of requests for a call, including the first.
	 * @return the maximum
	 */
	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	/**
	 * Set the maximum number of requests for a call, including the first.
	 * @param maxAttempts the maximum
	 */
	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	/**
	 * Return the time to wait before the second attempt.
	 * @return the initial backoff
	 */
	public Duration getInitialBackoff() {
		return this.initialBackoff;
	}

	/**
	 * Set the time to wait before the second attempt.
	 * @param initialBackoff the initial backoff
	 */
	public void setInitialBackoff(Duration initialBackoff) {
		this.initialBackoff = initialBackoff;
	}

	/**
	 * Return the multiplier applied to each wait to compute the next one.
	 * @return the multiplier
	 */
	public double getMultiplier() {
		return this.multiplier;
	}

	/**
	 * Set the multiplier applied to each wait to compute the next one.
	 * @param multiplier the multiplier
	 */
	public void setMultiplier(double multiplier) {
		this.multiplier = multiplier;
	}

	/**
	 * Return the maximum time to wait between attempts, unless the gateway requests a
	 * longer wait.
	 * @return the maximum
	 */
	public Duration getMaxBackoff() {
		return this.maxBackoff;
	}

	/**
	 * Set the maximum time to wait between attempts, unless the gateway requests a longer
	 * wait.
	 * @param maxBackoff the maximum
	 */
	public void setMaxBackoff(Duration maxBackoff) {
		this.maxBackoff = maxBackoff;
	}

	/**
	 * Return the random factor applied to each wait, from 0 (none) up to but excluding 1.
	 * @return the jitter
	 */
	public double getJitter() {
		return this.jitter;
	}

	/**
	 * Set the random factor applied to each wait, from 0 (none) up to but excluding 1.
	 * @param jitter the jitter
	 */
	public void setJitter(double jitter) {
		this.jitter = jitter;
	}

	/**
	 * Return the longest 'Retry-After' to honor.
	 * @return the maximum
	 */
	public Duration getMaxRetryAfter() {
		return this.maxRetryAfter;
	}

	/**
	 * Set the longest 'Retry-After' to honor.
	 * @param maxRetryAfter the maximum
	 */
	public void setMaxRetryAfter(Duration maxRetryAfter) {
		this.maxRetryAfter = maxRetryAfter;
	}

	/**
	 * Return the comma-separated list of HTTP statuses to retry.
	 * @return the statuses
	 */
	public Set<Integer> getStatuses() {
		return this.statuses;
	}

	/**
	 * Set the comma-separated list of HTTP statuses to retry.
	 * @param statuses the statuses
	 */
	public void setStatuses(Set<Integer> statuses) {
		this.statuses = statuses;
	}

	/**
	 * Return whether to retry calls whose connection failed before any of the response
	 * was delivered.
	 * @return {@code true} if so
	 */
	public boolean isConnectionFailures() {
		return this.connectionFailures;
	}

	/**
	 * Set whether to retry calls whose connection failed before any of the response was
	 * delivered.
	 * @param connectionFailures whether to retry them
	 */
	public void setConnectionFailures(boolean connectionFailures) {
		this.connectionFailures = connectionFailures;
	}

}
