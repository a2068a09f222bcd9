package ai.apixo.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.client.lifecycle.CountableDuration;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.client.text.Sentences;

/**
 * How long the parts of a call may take, and what is said when one takes longer. The
 * first two are kept by an {@link ai.apixo.client.lifecycle.IdleLimit}, the last by the
 * {@link CallLifecycle}.
 *
 * @param response until status and headers, for each attempt
 * @param idle between bytes that are wanted
 * @param total for the whole call, or {@code null}
 * @param names what the limits are called
 */
record TimeLimits(Duration response, Duration idle, @Nullable Duration total, SettingNames names) {

	TimeLimits {
		response = checked(response, ApixoLimit.RESPONSE_TIMEOUT, names);
		idle = checked(idle, ApixoLimit.IDLE_TIMEOUT, names);
		total = (total != null) ? checked(total, ApixoLimit.TOTAL_TIMEOUT, names) : null;
	}

	static TimeLimits defaults(SettingNames names) {
		return new TimeLimits(Duration.ofMinutes(10), Duration.ofMinutes(5), null, names);
	}

	private static Duration checked(Duration limit, ApixoLimit which, SettingNames names) {
		if (limit.isZero() || limit.isNegative()) {
			throw new ApixoConfigurationException("The time limit is " + text(limit) + " but must be positive.",
					"Correct " + names.limit(which) + ".");
		}
		return CountableDuration.of(limit);
	}

	TimeLimits withResponse(Duration response) {
		return new TimeLimits(response, this.idle, this.total, this.names);
	}

	TimeLimits withIdle(Duration idle) {
		return new TimeLimits(this.response, idle, this.total, this.names);
	}

	TimeLimits withTotal(@Nullable Duration total) {
		return new TimeLimits(this.response, this.idle, total, this.names);
	}

	ApixoTimeoutException responseFailure(String address) {
		return failure(address + " sent no status and headers within " + text(this.response),
				"Raise " + this.names.limit(ApixoLimit.RESPONSE_TIMEOUT)
						+ " if responses may take longer to begin; a streamed response begins sooner",
				this.response, ApixoLimit.RESPONSE_TIMEOUT, null);
	}

	ApixoTimeoutException idleFailure(String address, @Nullable String requestId) {
		return failure(address + " was silent for " + text(this.idle) + " in the middle of its response",
				"Raise " + this.names.limit(ApixoLimit.IDLE_TIMEOUT)
						+ " if it may pause for longer; what was delivered is not the whole response",
				this.idle, ApixoLimit.IDLE_TIMEOUT, requestId);
	}

	ApixoTimeoutException totalFailure(String address, Duration total) {
		return failure("The call to " + address + " took longer than " + text(total) + " with all its attempts",
				"Raise " + this.names.limit(ApixoLimit.TOTAL_TIMEOUT) + " or ask for a shorter response", total,
				ApixoLimit.TOTAL_TIMEOUT, null);
	}

	ApixoTimeoutException keyFailure() {
		return failure(
				"The source of the API key did not provide a key within " + text(this.response) + "; nothing was sent",
				"Check the source, or raise " + this.names.limit(ApixoLimit.RESPONSE_TIMEOUT), this.response,
				ApixoLimit.RESPONSE_TIMEOUT, null);
	}

	ApixoTimeoutException connectFailure(String address, Duration waited) {
		return failure("No connection to " + address + " after " + text(waited),
				"Check the network and a proxy that may be needed, or raise "
						+ this.names.limit(ApixoLimit.CONNECT_TIMEOUT),
				waited, ApixoLimit.CONNECT_TIMEOUT, null);
	}

	private static ApixoTimeoutException failure(String happened, String advice, Duration duration, ApixoLimit limit,
			@Nullable String requestId) {
		return new ApixoTimeoutException(Sentences.of(happened, advice, requestId), duration, limit, requestId);
	}

	/**
	 * In the form that the properties take.
	 */
	static String text(Duration duration) {
		return DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
	}

}
