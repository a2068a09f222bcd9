package ai.apixo.messages;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.ResponseInfo.HeaderLookup;

/**
 * Reads the headers {@code anthropic-ratelimit-*}. One that cannot be read counts as
 * absent.
 */
final class RateLimitHeaders {

	/**
	 * Smaller numbers are no instant but a duration, and from when is not known.
	 */
	private static final long MIN_EPOCH_SECONDS = 1_000_000_000;

	private static final long MIN_EPOCH_MILLIS = MIN_EPOCH_SECONDS * 1000;

	private RateLimitHeaders() {
	}

	static @Nullable RateLimit read(HeaderLookup headers, String kind) {
		String prefix = "anthropic-ratelimit-" + kind;
		Long limit = number(headers.first(prefix + "-limit"));
		Long remaining = number(headers.first(prefix + "-remaining"));
		Instant reset = instant(headers.first(prefix + "-reset"));
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

	private static @Nullable Instant instant(@Nullable String value) {
		Long epoch = number(value);
		if (epoch != null) {
			return instant(epoch);
		}
		try {
			return (value != null) ? OffsetDateTime.parse(value.trim()).toInstant() : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static @Nullable Instant instant(long epoch) {
		if (epoch >= MIN_EPOCH_MILLIS) {
			return Instant.ofEpochMilli(epoch);
		}
		return (epoch >= MIN_EPOCH_SECONDS) ? Instant.ofEpochSecond(epoch) : null;
	}

}
