package ai.apixo.client.lifecycle;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.limit.TokenEstimate;

/**
 * How the calls of a client are limited.
 *
 * @param limits the numbers
 * @param limiter keeps what is used
 * @param estimates estimates tokens
 * @param names what the settings are called
 * @since 0.1.0
 */
public record CallLimiting(CallLimits limits, CallLimiter limiter, TokenEstimate estimates, SettingNames names) {

	boolean countsInput() {
		return this.limits.inputTokensPerMinute() != null;
	}

	boolean countsOutput() {
		return this.limits.outputTokensPerMinute() != null;
	}

	/**
	 * Say what to do about a call that got no turn. The limiter does not know how its
	 * user sets it.
	 */
	ApixoLimitException withAdvice(ApixoLimitException failure) {
		String setting = this.names.limit(failure.limit());
		String advice = (failure.limit() == ApixoLimit.MAX_WAIT) ? "Raise " + setting
				+ " to let calls wait longer, make fewer calls, or raise the number if the key may " + "use more"
				: "Raise " + setting + " to let more calls wait, or make fewer calls";
		return new ApixoLimitException(failure.getMessage() + ". " + advice + ".", failure.limit(), null,
				failure.retryAfter());
	}

}
