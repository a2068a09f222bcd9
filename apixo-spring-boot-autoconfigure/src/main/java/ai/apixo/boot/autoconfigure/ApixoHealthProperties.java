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
	 * Time for which a successful call, or the response to a probe, counts. In
	 * milliseconds unless a unit is given.
	 */
	private Duration timeToLive = Duration.ofSeconds(60);

	/**
	 * Time allowed for a probe. In milliseconds unless a unit is given.
	 */
	private Duration timeout = Duration.ofSeconds(5);

	public ApixoHealthProbeMode getProbe() {
		return this.probe;
	}

	public void setProbe(ApixoHealthProbeMode probe) {
		this.probe = probe;
	}

	public Duration getTimeToLive() {
		return this.timeToLive;
	}

	public void setTimeToLive(Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}
