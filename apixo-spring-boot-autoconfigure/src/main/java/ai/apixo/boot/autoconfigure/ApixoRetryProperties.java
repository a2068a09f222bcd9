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
	 * Multiplier applied to each wait to get the next.
	 */
	private double multiplier = 2;

	/**
	 * Maximum time to wait between attempts, unless the gateway asks for more. In
	 * milliseconds unless a unit is given.
	 */
	private Duration maxBackoff = Duration.ofSeconds(30);

	/**
	 * Random factor applied to each wait, from 0 (none) up to but excluding 1.
	 */
	private double jitter = 0.25;

	/**
	 * Longest 'Retry-After' to honor. If the gateway asks for more, the call fails at
	 * once. In milliseconds unless a unit is given.
	 */
	private Duration maxRetryAfter = Duration.ofSeconds(60);

	/**
	 * Comma-separated list of HTTP statuses to retry.
	 */
	private Set<Integer> statuses = new LinkedHashSet<>(List.of(429, 502, 504));

	/**
	 * Whether to retry connections that failed before any of the response was delivered.
	 */
	private boolean connectionFailures = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public Duration getInitialBackoff() {
		return this.initialBackoff;
	}

	public void setInitialBackoff(Duration initialBackoff) {
		this.initialBackoff = initialBackoff;
	}

	public double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(double multiplier) {
		this.multiplier = multiplier;
	}

	public Duration getMaxBackoff() {
		return this.maxBackoff;
	}

	public void setMaxBackoff(Duration maxBackoff) {
		this.maxBackoff = maxBackoff;
	}

	public double getJitter() {
		return this.jitter;
	}

	public void setJitter(double jitter) {
		this.jitter = jitter;
	}

	public Duration getMaxRetryAfter() {
		return this.maxRetryAfter;
	}

	public void setMaxRetryAfter(Duration maxRetryAfter) {
		this.maxRetryAfter = maxRetryAfter;
	}

	public Set<Integer> getStatuses() {
		return this.statuses;
	}

	public void setStatuses(Set<Integer> statuses) {
		this.statuses = statuses;
	}

	public boolean isConnectionFailures() {
		return this.connectionFailures;
	}

	public void setConnectionFailures(boolean connectionFailures) {
		this.connectionFailures = connectionFailures;
	}

}
