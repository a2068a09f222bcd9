package ai.apixo.boot.autoconfigure.balance;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the balance of the API key.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("apixo.balance")
public class ApixoBalanceProperties {

	/**
	 * Whether to expose the balance of the API key as a health component and as a meter.
	 */
	private boolean enabled = false;

	/**
	 * Base URL of the API that reports the balance. Required for gateways other than
	 * APIXO.
	 */
	private @Nullable String baseUrl;

	/**
	 * Time for which a balance is cached before it is requested again. In milliseconds
	 * unless a unit is given.
	 */
	private Duration timeToLive = Duration.ofMinutes(5);

	/**
	 * Balance, in US dollars, below which to log a warning.
	 */
	private @Nullable BigDecimal warnBelow;

	/**
	 * Return whether to expose the balance of the API key as a health component and as a
	 * meter.
	 * @return whether it is enabled
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether to expose the balance of the API key as a health component and as a
	 * meter.
	 * @param enabled whether it is enabled
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return the base URL of the API that reports the balance.
	 * @return the address
	 */
	public @Nullable String getBaseUrl() {
		return this.baseUrl;
	}

	/**
	 * Set the base URL of the API that reports the balance.
	 * @param baseUrl the address
	 */
	public void setBaseUrl(@Nullable String baseUrl) {
		this.baseUrl = baseUrl;
	}

	/**
	 * Return the time for which a balance is cached before it is requested again.
	 * @return the time to live
	 */
	public Duration getTimeToLive() {
		return this.timeToLive;
	}

	/**
	 * Set the time for which a balance is cached before it is requested again.
	 * @param timeToLive the time to live
	 */
	public void setTimeToLive(Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	/**
	 * Return the balance, in US dollars, below which to log a warning.
	 * @return the balance
	 */
	public @Nullable BigDecimal getWarnBelow() {
		return this.warnBelow;
	}

	/**
	 * Set the balance, in US dollars, below which to log a warning.
	 * @param warnBelow the balance
	 */
	public void setWarnBelow(@Nullable BigDecimal warnBelow) {
		this.warnBelow = warnBelow;
	}

}
