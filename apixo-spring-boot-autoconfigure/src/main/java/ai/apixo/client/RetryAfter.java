package ai.apixo.client;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * How long a gateway asks to wait: {@code retry-after-ms}, else {@code Retry-After} in
 * seconds or as a date in one of the three forms of RFC 9110, section 5.6.7. What cannot
 * be read, or is not in the future, asks for nothing.
 */
final class RetryAfter {

	private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

	private RetryAfter() {
	}

	static @Nullable Duration of(HttpHeaders headers, Clock clock) {
		Duration wait = number(headers.getFirst("retry-after-ms"), 1_000_000);
		if (wait == null) {
			wait = number(headers.getFirst(HttpHeaders.RETRY_AFTER), 1_000_000_000);
		}
		if (wait == null) {
			wait = untilDate(headers, clock);
		}
		return (wait != null && !wait.isNegative() && !wait.isZero()) ? wait : null;
	}

	private static @Nullable Duration number(@Nullable String value, long unitNanos) {
		String text = (value != null) ? value.strip() : "";
		if (!text.matches("[0-9]+(\\.[0-9]+)?")) {
			return null;
		}
		double nanos = Double.parseDouble(text) * unitNanos;
		return (nanos < Long.MAX_VALUE) ? Duration.ofNanos((long) nanos) : LONGEST;
	}

	private static @Nullable Duration untilDate(HttpHeaders headers, Clock clock) {
		try {
			ZonedDateTime date = headers.getFirstZonedDateTime(HttpHeaders.RETRY_AFTER);
			return (date != null) ? Duration.between(clock.instant(), date.toInstant()) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
