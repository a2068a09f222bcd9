package ai.apixo.messages;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * What the headers of a response say about it. All of it is optional; a header that
 * cannot be read counts as absent.
 *
 * @param requestId header {@code request-id}, which the gateway's support asks for
 * @param requests headers {@code anthropic-ratelimit-requests-*}
 * @param tokens headers {@code anthropic-ratelimit-tokens-*}
 * @param inputTokens headers {@code anthropic-ratelimit-input-tokens-*}
 * @param outputTokens headers {@code anthropic-ratelimit-output-tokens-*}
 * @since 0.1.0
 */
public record ResponseInfo(@Nullable String requestId, @Nullable RateLimit requests, @Nullable RateLimit tokens,
		@Nullable RateLimit inputTokens, @Nullable RateLimit outputTokens) {

	private static final ResponseInfo NONE = new ResponseInfo(null, null, null, null, null);

	/**
	 * Return information that says nothing.
	 * @return the empty information
	 */
	public static ResponseInfo none() {
		return NONE;
	}

	/**
	 * Return what the headers say.
	 * @param headers looks a header up
	 * @return the information
	 */
	public static ResponseInfo of(HeaderLookup headers) {
		return new ResponseInfo(headers.first("request-id"), rateLimit(headers, "requests"),
				rateLimit(headers, "tokens"), rateLimit(headers, "input-tokens"), rateLimit(headers, "output-tokens"));
	}

	private static @Nullable RateLimit rateLimit(HeaderLookup headers, String kind) {
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
		try {
			return (value != null) ? OffsetDateTime.parse(value.trim()).toInstant() : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Looks a response header up.
	 */
	@FunctionalInterface
	public interface HeaderLookup {

		/**
		 * Return the first value of a header.
		 * @param name the name of the header in lower case
		 * @return the value, {@code null} when the header is absent
		 */
		@Nullable String first(String name);

	}

}
