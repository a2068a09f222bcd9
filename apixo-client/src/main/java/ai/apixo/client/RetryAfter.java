package ai.apixo.client;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * How long a gateway asks to wait: {@code retry-after-ms}, which is finer, else
 * {@code Retry-After} in seconds or as a date in one of the three forms of RFC 9110,
 * section 5.6.7. What cannot be read, or is not in the future, asks for nothing and hides
 * nothing; of a header that came several times the longest wait counts.
 */
final class RetryAfter {

	/**
	 * Can be told in any unit.
	 */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private static final DateTimeFormatter WITH_SHORT_YEAR = formatter("EEEE, dd-MMM-yy HH:mm:ss 'GMT'");

	private static final List<DateTimeFormatter> DATES = List.of(DateTimeFormatter.RFC_1123_DATE_TIME, WITH_SHORT_YEAR,
			formatter("EEE MMM ppd HH:mm:ss yyyy"));

	/**
	 * A year of two digits that would lie further ahead is of the last century.
	 */
	private static final Duration FIFTY_YEARS = Duration.ofDays(50 * 365);

	private RetryAfter() {
	}

	private static DateTimeFormatter formatter(String pattern) {
		return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
	}

	static @Nullable Duration of(HttpHeaders headers, Clock clock) {
		Duration wait = longest(headers, "retry-after-ms", (value) -> number(value, 1_000_000));
		return (wait != null) ? wait : longest(headers, HttpHeaders.RETRY_AFTER, (value) -> {
			Duration seconds = number(value, 1_000_000_000);
			return (seconds != null) ? seconds : untilDate(value.strip(), clock);
		});
	}

	private static @Nullable Duration longest(HttpHeaders headers, String name, Reading reading) {
		Duration longest = null;
		for (String value : headers.getOrEmpty(name)) {
			Duration wait = reading.of(value);
			if (wait != null && wait.compareTo((longest != null) ? longest : Duration.ZERO) > 0) {
				longest = (wait.compareTo(LONGEST) < 0) ? wait : LONGEST;
			}
		}
		return longest;
	}

	private static @Nullable Duration number(String value, long unitNanos) {
		String text = value.strip();
		if (!text.matches("[0-9]+(\\.[0-9]+)?")) {
			return null;
		}
		double nanos = Double.parseDouble(text) * unitNanos;
		return (nanos < Long.MAX_VALUE) ? Duration.ofNanos((long) nanos) : LONGEST;
	}

	private static @Nullable Duration untilDate(String value, Clock clock) {
		for (DateTimeFormatter date : DATES) {
			try {
				Duration wait = Duration.between(clock.instant(), date.parse(value, Instant::from));
				return (date == WITH_SHORT_YEAR && wait.compareTo(FIFTY_YEARS) > 0) ? null : wait;
			}
			catch (DateTimeException ex) {
				// Perhaps it has another form.
			}
		}
		return null;
	}

	/**
	 * Reads a wait out of the value of a header.
	 */
	@FunctionalInterface
	private interface Reading {

		@Nullable Duration of(String value);

	}

}
