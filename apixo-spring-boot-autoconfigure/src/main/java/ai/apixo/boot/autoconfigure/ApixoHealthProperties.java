package ai.apixo.boot.autoconfigure;

import java.time.Duration;

import ai.apixo.boot.health.ApixoHealthProbeMode;

/**
 * Properties of the health contributor.
 *
 * @since 0.1.0
 */
public class ApixoHealthProperties {

	/**
	 * Probe to send when no call has succeeded recently.
	 */
	private ApixoHealthProbeMode probe = ApixoHealthProbeMode.CREDENTIALS;

	/**
	 * Time for which the result of a successful call or of a probe remains valid. In
	 * milliseconds unless a unit is given.
	 */
	private Duration timeToLive = Duration.ofSeconds(60);

	/**
	 * Maximum time to wait for the response to a probe. In milliseconds unless a unit is
	 * given.
	 */
	private Duration timeout = Duration.ofSeconds(5);

	/**
	 * Return the probe to send when no call has succeeded recently.
	 * @return the probe
	 */
	public ApixoHealthProbeMode getProbe() {
		return this.probe;
	}

	/**
	 * Set the probe to send when no call has succeeded recently.
	 * @param probe the probe
	 */
	public void setProbe(ApixoHealthProbeMode probe) {
		this.probe = probe;
	}

	/**
	 * Return the time for which the result of a successful call or of a probe remains
	 * valid.
	 * @return the time to live
	 */
	public Duration getTimeToLive() {
		return this.timeToLive;
	}

	/**
	 * Set the time for which the result of a successful call or of a probe remains valid.
	 * @param timeToLive the time to live
	 */
	public void setTimeToLive(Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	/**
	 * Return the maximum time to wait for the response to a probe.
	 * @return the timeout
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Set the maximum time to wait for the response to a probe.
	 * @param timeout the timeout
	 */
	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}
