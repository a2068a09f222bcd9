package ai.apixo.client.lifecycle;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.messages.content.CacheControl;

/**
 * What a call may do beside asking: wait for its turn, go on to another model, use the
 * prompt cache.
 *
 * @param limits what the key may use, or {@code null}
 * @param limiter keeps what is used, or {@code null} for the shared one
 * @param fallback the models to ask instead, or {@code null}
 * @param promptCaching the breakpoints to set, or {@code null}
 * @since 0.1.0
 */
public record CallOptions(@Nullable CallLimits limits, @Nullable CallLimiter limiter, @Nullable FallbackRules fallback,
		@Nullable CacheControl promptCaching) {

	/**
	 * Nothing of all that.
	 */
	public static final CallOptions NONE = new CallOptions(null, null, null, null);

	private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

	private static final Duration HOUR = Duration.ofHours(1);

	/**
	 * Return options with other limits.
	 * @param limits the limits, or {@code null}
	 * @return the options
	 */
	public CallOptions withLimits(@Nullable CallLimits limits) {
		return new CallOptions(limits, this.limiter, this.fallback, this.promptCaching);
	}

	/**
	 * Return options with another limiter.
	 * @param limiter the limiter
	 * @return the options
	 */
	public CallOptions withLimiter(CallLimiter limiter) {
		return new CallOptions(this.limits, limiter, this.fallback, this.promptCaching);
	}

	/**
	 * Return options with other models to ask instead.
	 * @param fallback the models, or {@code null}
	 * @return the options
	 */
	public CallOptions withFallback(@Nullable FallbackRules fallback) {
		return new CallOptions(this.limits, this.limiter, fallback, this.promptCaching);
	}

	/**
	 * Return options with prompt caching.
	 * @param timeToLive 5 minutes or 1 hour, or {@code null} or zero for none
	 * @return the options
	 */
	public CallOptions withPromptCaching(@Nullable Duration timeToLive) {
		CacheControl breakpoint = null;
		if (timeToLive != null && !timeToLive.isZero()) {
			if (!timeToLive.equals(FIVE_MINUTES) && !timeToLive.equals(HOUR)) {
				throw new ApixoConfigurationException(
						"The prompt cache keeps prompts for 5 minutes or 1 hour, but not for " + timeToLive + ".",
						"Choose one of the two.");
			}
			breakpoint = timeToLive.equals(HOUR) ? CacheControl.ephemeral(CacheControl.TTL_1H)
					: CacheControl.ephemeral();
		}
		return new CallOptions(this.limits, this.limiter, this.fallback, breakpoint);
	}

	/**
	 * Return how calls are limited.
	 * @param resources what the client shares
	 * @return the limits, or {@code null} if there is no number
	 */
	public @Nullable CallLimiting limiting(ApixoClientResources resources) {
		return (this.limits == null || !this.limits.hasNumber()) ? null
				: new CallLimiting(this.limits, (this.limiter != null) ? this.limiter : resources.callLimiter(),
						resources.tokenEstimate(), resources.settingNames());
	}

}
