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
 * How long a gateway asks to wait: {@code retry-after-ms}, else {@code Retry-After} in
 * seconds or as a date in one of the three forms of RFC 9110, section 5.6.7. What cannot
 * be read, or is not in the future, asks for nothing.
 */
final class RetryAfter {

	private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

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
		Duration wait = number(headers.getFirst("retry-after-ms"), 1_000_000);
		if (wait == null) {
			String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
			wait = number(value, 1_000_000_000);
			if (wait == null && value != null) {
				wait = untilDate(value.strip(), clock);
			}
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

}
