package ai.apixo.messages;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.ResponseInfo.HeaderLookup;

/**
 * The headers of a response that are read: the id of the request, and
 * {@code anthropic-ratelimit-*}.
 *
 * @param requestId header {@code request-id}, else {@code x-request-id}
 * @param requestRateLimit headers {@code anthropic-ratelimit-requests-*}
 * @param tokenRateLimit headers {@code anthropic-ratelimit-tokens-*}
 * @param inputTokenRateLimit headers {@code anthropic-ratelimit-input-tokens-*}
 * @param outputTokenRateLimit headers {@code anthropic-ratelimit-output-tokens-*}
 */
record ResponseHeaders(@Nullable String requestId, @Nullable RateLimit requestRateLimit,
		@Nullable RateLimit tokenRateLimit, @Nullable RateLimit inputTokenRateLimit,
		@Nullable RateLimit outputTokenRateLimit) {

	private static final RateLimitHeaders REQUESTS = RateLimitHeaders.of("requests");

	private static final RateLimitHeaders TOKENS = RateLimitHeaders.of("tokens");

	private static final RateLimitHeaders INPUT_TOKENS = RateLimitHeaders.of("input-tokens");

	private static final RateLimitHeaders OUTPUT_TOKENS = RateLimitHeaders.of("output-tokens");

	static ResponseHeaders read(HeaderLookup headers) {
		String requestId = value(headers, "request-id");
		return new ResponseHeaders((requestId != null) ? requestId : value(headers, "x-request-id"),
				REQUESTS.read(headers), TOKENS.read(headers), INPUT_TOKENS.read(headers), OUTPUT_TOKENS.read(headers));
	}

	/**
	 * Return a header, of which one without a value counts as absent.
	 */
	private static @Nullable String value(HeaderLookup headers, String name) {
		String value = headers.first(name);
		return (value != null && !value.isBlank()) ? value : null;
	}

}
