package ai.apixo.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoTimeoutException;

/**
 * How long the parts of a call may take, and what is said when one takes longer.
 *
 * @param response until status and headers, for each attempt
 * @param idle between bytes that are wanted
 * @param total for the whole call, or {@code null}
 */
record TimeLimits(Duration response, Duration idle, @Nullable Duration total) {

	private static final String RESPONSE_PROPERTY = "apixo.http.response-timeout";

	private static final String IDLE_PROPERTY = "apixo.stream.idle-timeout";

	private static final String TOTAL_PROPERTY = "apixo.stream.total-timeout";

	private static final String CONNECT_PROPERTY = "apixo.http.connect-timeout";

	static final TimeLimits DEFAULTS = new TimeLimits(Duration.ofMinutes(10), Duration.ofMinutes(2), null);

	TimeLimits {
		checkPositive(response, RESPONSE_PROPERTY);
		checkPositive(idle, IDLE_PROPERTY);
		if (total != null) {
			checkPositive(total, TOTAL_PROPERTY);
		}
	}

	private static void checkPositive(Duration limit, String property) {
		if (limit.isZero() || limit.isNegative()) {
			throw new ApixoConfigurationException(
					"The time limit '" + property + "' must be positive but is " + text(limit));
		}
	}

	TimeLimits withResponse(Duration response) {
		return new TimeLimits(response, this.idle, this.total);
	}

	TimeLimits withIdle(Duration idle) {
		return new TimeLimits(this.response, idle, this.total);
	}

	TimeLimits withTotal(@Nullable Duration total) {
		return new TimeLimits(this.response, this.idle, total);
	}

	ApixoTimeoutException responseFailure() {
		return new ApixoTimeoutException(
				"The gateway sent no status and headers within " + text(this.response) + ". Raise '" + RESPONSE_PROPERTY
						+ "' if answers may take longer to begin; a streamed answer begins sooner",
				this.response, ApixoLimit.RESPONSE_TIMEOUT, null);
	}

	ApixoTimeoutException idleFailure(@Nullable String requestId) {
		return new ApixoTimeoutException(
				"The gateway was silent for " + text(this.idle) + " in the middle of its answer. Raise '"
						+ IDLE_PROPERTY + "' if it may pause for longer; what was delivered is not the whole answer",
				this.idle, ApixoLimit.IDLE_TIMEOUT, requestId);
	}

	ApixoTimeoutException totalFailure(Duration total) {
		return new ApixoTimeoutException("The call took longer than " + text(total) + " with all its attempts. Raise '"
				+ TOTAL_PROPERTY + "' or ask for a shorter answer", total, ApixoLimit.TOTAL_TIMEOUT, null);
	}

	static ApixoTimeoutException connectFailure(String host, Duration waited) {
		return new ApixoTimeoutException(
				"No connection to " + host + " after " + text(waited)
						+ ". Check the network and a proxy that may be needed, or raise '" + CONNECT_PROPERTY + "'",
				waited, ApixoLimit.CONNECT_TIMEOUT, null);
	}

	/**
	 * In the form that the properties take.
	 */
	static String text(Duration duration) {
		return DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
	}

}
