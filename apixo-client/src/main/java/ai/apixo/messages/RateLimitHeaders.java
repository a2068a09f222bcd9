package ai.apixo.messages;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.ResponseInfo.HeaderLookup;

/**
 * Reads the headers of one kind of rate limit. One that cannot be read counts as absent.
 *
 * @param limit the name of the header that has the limit
 * @param remaining the name of the header that has what remains
 * @param reset the name of the header that says when it is reset
 */
record RateLimitHeaders(String limit, String remaining, String reset) {

	/**
	 * Smaller numbers are no instant but a duration, and from when is not known.
	 */
	private static final long MIN_EPOCH_SECONDS = 1_000_000_000;

	private static final long MIN_EPOCH_MILLIS = MIN_EPOCH_SECONDS * 1000;

	/**
	 * How instants are nearly always written.
	 */
	private static final String COMMON_INSTANT = "dddd-dd-ddTdd:dd:ddZ";

	static RateLimitHeaders of(String kind) {
		String prefix = "anthropic-ratelimit-" + kind;
		return new RateLimitHeaders(prefix + "-limit", prefix + "-remaining", prefix + "-reset");
	}

	@Nullable RateLimit read(HeaderLookup headers) {
		Long limit = number(headers.first(this.limit));
		Long remaining = number(headers.first(this.remaining));
		Instant reset = instant(headers.first(this.reset));
		return (limit != null || remaining != null || reset != null) ? new RateLimit(limit, remaining, reset) : null;
	}

	private static @Nullable Long number(@Nullable String value) {
		try {
			return (value != null) ? Long.valueOf(value.trim()) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable String withoutFraction(@Nullable String value) {
		int point = (value != null) ? value.indexOf('.') : -1;
		return (value != null && point > 0 && value.indexOf('-') < 0) ? value.substring(0, point) : value;
	}

	private static @Nullable Instant instant(@Nullable String value) {
		try {
			if (value != null && isCommon(value)) {
				return commonInstant(value);
			}
			Long epoch = number(withoutFraction(value));
			if (epoch != null) {
				return instant(epoch);
			}
			return (value != null) ? OffsetDateTime.parse(value.trim()).toInstant() : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Read an instant without the parser for all forms, which costs more than the rest of
	 * the response.
	 */
	private static Instant commonInstant(String value) {
		return LocalDateTime
			.of(digits(value, 0, 4), digits(value, 5, 7), digits(value, 8, 10), digits(value, 11, 13),
					digits(value, 14, 16), digits(value, 17, 19))
			.toInstant(ZoneOffset.UTC);
	}

	private static boolean isCommon(String value) {
		if (value.length() != COMMON_INSTANT.length()) {
			return false;
		}
		for (int index = 0; index < value.length(); index++) {
			char expected = COMMON_INSTANT.charAt(index);
			char found = value.charAt(index);
			if ((expected == 'd') ? (found < '0' || found > '9') : found != expected) {
				return false;
			}
		}
		return true;
	}

	private static int digits(String value, int from, int to) {
		int number = 0;
		for (int index = from; index < to; index++) {
			number = 10 * number + value.charAt(index) - '0';
		}
		return number;
	}

	private static @Nullable Instant instant(long epoch) {
		if (epoch >= MIN_EPOCH_MILLIS) {
			return Instant.ofEpochMilli(epoch);
		}
		return (epoch >= MIN_EPOCH_SECONDS) ? Instant.ofEpochSecond(epoch) : null;
	}

}
