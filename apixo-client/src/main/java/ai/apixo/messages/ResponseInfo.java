package ai.apixo.messages;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The information in the headers of a response. Everything is optional; a header that
 * cannot be parsed counts as absent.
 * <p>
 * Created by the client. In tests, use {@link #builder()}.
 *
 * @since 0.1.0
 */
public final class ResponseInfo {

	private static final ResponseInfo NONE = builder().build();

	private final HeaderLookup headers;

	private final @Nullable String fallbackModel;

	/**
	 * What the headers say, once somebody has asked. Threads that ask at the same time
	 * read the same.
	 */
	private @Nullable ResponseHeaders read;

	private ResponseInfo(HeaderLookup headers, @Nullable String fallbackModel, @Nullable ResponseHeaders read) {
		this.headers = headers;
		this.fallbackModel = fallbackModel;
		this.read = read;
	}

	/**
	 * Return empty information.
	 * @return the empty information
	 */
	public static ResponseInfo none() {
		return NONE;
	}

	/**
	 * Return the information in the headers.
	 * @param headers looks up a header when it is needed; the value must not contain the
	 * API key
	 * @return the information
	 */
	public static ResponseInfo of(HeaderLookup headers) {
		return new ResponseInfo(headers, null, null);
	}

	private ResponseHeaders read() {
		ResponseHeaders known = this.read;
		if (known == null) {
			known = ResponseHeaders.read(this.headers);
			this.read = known;
		}
		return known;
	}

	/**
	 * Return a builder of empty information.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder((name) -> null);
	}

	/**
	 * Return a builder with the values of this information.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this.headers).requestId(requestId())
			.requestRateLimit(requestRateLimit())
			.tokenRateLimit(tokenRateLimit())
			.inputTokenRateLimit(inputTokenRateLimit())
			.outputTokenRateLimit(outputTokenRateLimit())
			.fallbackModel(this.fallbackModel);
	}

	/**
	 * Return the id of the request, which the operators of the gateway ask for: header
	 * {@code request-id}, or else {@code x-request-id}.
	 * @return the id, {@code null} if both are absent
	 */
	public @Nullable String requestId() {
		return read().requestId();
	}

	/**
	 * Return how many more requests are allowed: headers {@code
	 * anthropic-ratelimit-requests-*}.
	 * @return the rate limit, {@code null} if the headers are absent
	 */
	public @Nullable RateLimit requestRateLimit() {
		return read().requestRateLimit();
	}

	/**
	 * Return how many more tokens are allowed: headers {@code
	 * anthropic-ratelimit-tokens-*}.
	 * @return the rate limit, {@code null} if the headers are absent
	 */
	public @Nullable RateLimit tokenRateLimit() {
		return read().tokenRateLimit();
	}

	/**
	 * Return how many more input tokens are allowed: headers {@code
	 * anthropic-ratelimit-input-tokens-*}.
	 * @return the rate limit, {@code null} if the headers are absent
	 */
	public @Nullable RateLimit inputTokenRateLimit() {
		return read().inputTokenRateLimit();
	}

	/**
	 * Return how many more output tokens are allowed: headers {@code
	 * anthropic-ratelimit-output-tokens-*}.
	 * @return the rate limit, {@code null} if the headers are absent
	 */
	public @Nullable RateLimit outputTokenRateLimit() {
		return read().outputTokenRateLimit();
	}

	/**
	 * Return the model that was asked instead of the requested one, because that one
	 * failed.
	 * @return the model, {@code null} if the requested model was asked
	 */
	public @Nullable String fallbackModel() {
		return this.fallbackModel;
	}

	/**
	 * Return any header of the response. If it contains the API key, which some proxies
	 * echo, the key is masked.
	 * @param name the name of the header, in upper or lower case
	 * @return its first value, {@code null} if it is absent
	 */
	public @Nullable String header(String name) {
		return this.headers.first(name.toLowerCase(Locale.ROOT));
	}

	/**
	 * Compare request id, rate limits and the fallback model. Other headers are ignored.
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ResponseInfo info && read().equals(info.read())
				&& Objects.equals(this.fallbackModel, info.fallbackModel);
	}

	@Override
	public int hashCode() {
		return Objects.hash(read(), this.fallbackModel);
	}

	@Override
	public String toString() {
		return "ResponseInfo[requestId=" + requestId() + ", requestRateLimit=" + requestRateLimit()
				+ ", tokenRateLimit=" + tokenRateLimit() + ", inputTokenRateLimit=" + inputTokenRateLimit()
				+ ", outputTokenRateLimit=" + outputTokenRateLimit()
				+ ((this.fallbackModel != null) ? ", fallbackModel=" + this.fallbackModel : "") + "]";
	}

	/**
	 * Looks up a response header.
	 */
	@FunctionalInterface
	public interface HeaderLookup {

		/**
		 * Return the first value of a header.
		 * @param name the name of the header in lower case
		 * @return the value, {@code null} if the header is absent
		 */
		@Nullable String first(String name);

	}

	/**
	 * Builds a {@link ResponseInfo}.
	 */
	public static final class Builder {

		private final HeaderLookup base;

		private final Map<String, String> headers = new LinkedHashMap<>();

		private @Nullable String requestId;

		private @Nullable RateLimit requestRateLimit;

		private @Nullable RateLimit tokenRateLimit;

		private @Nullable RateLimit inputTokenRateLimit;

		private @Nullable RateLimit outputTokenRateLimit;

		private @Nullable String fallbackModel;

		private Builder(HeaderLookup base) {
			this.base = base;
		}

		/**
		 * Set the id of the request, which the operators of the gateway ask for: header
		 * {@code request-id}, or else {@code x-request-id}.
		 * @param requestId the id, or {@code null}
		 * @return this builder
		 */
		public Builder requestId(@Nullable String requestId) {
			this.requestId = requestId;
			return this;
		}

		/**
		 * Set how many more requests are allowed: headers {@code
		 * anthropic-ratelimit-requests-*}.
		 * @param requestRateLimit the rate limit, or {@code null}
		 * @return this builder
		 */
		public Builder requestRateLimit(@Nullable RateLimit requestRateLimit) {
			this.requestRateLimit = requestRateLimit;
			return this;
		}

		/**
		 * Set how many more tokens are allowed: headers {@code
		 * anthropic-ratelimit-tokens-*}.
		 * @param tokenRateLimit the rate limit, or {@code null}
		 * @return this builder
		 */
		public Builder tokenRateLimit(@Nullable RateLimit tokenRateLimit) {
			this.tokenRateLimit = tokenRateLimit;
			return this;
		}

		/**
		 * Set how many more input tokens are allowed: headers {@code
		 * anthropic-ratelimit-input-tokens-*}.
		 * @param inputTokenRateLimit the rate limit, or {@code null}
		 * @return this builder
		 */
		public Builder inputTokenRateLimit(@Nullable RateLimit inputTokenRateLimit) {
			this.inputTokenRateLimit = inputTokenRateLimit;
			return this;
		}

		/**
		 * Set how many more output tokens are allowed: headers {@code
		 * anthropic-ratelimit-output-tokens-*}.
		 * @param outputTokenRateLimit the rate limit, or {@code null}
		 * @return this builder
		 */
		public Builder outputTokenRateLimit(@Nullable RateLimit outputTokenRateLimit) {
			this.outputTokenRateLimit = outputTokenRateLimit;
			return this;
		}

		/**
		 * Set the model that was asked instead of the requested one.
		 * @param fallbackModel the model, or {@code null}
		 * @return this builder
		 */
		public Builder fallbackModel(@Nullable String fallbackModel) {
			this.fallbackModel = fallbackModel;
			return this;
		}

		/**
		 * Set a header for {@link ResponseInfo#header(String)}. Request id and rate
		 * limits are not derived from it.
		 * @param name the name of the header, in upper or lower case
		 * @param value the value
		 * @return this builder
		 */
		public Builder header(String name, String value) {
			this.headers.put(name.toLowerCase(Locale.ROOT), Objects.requireNonNull(value, "'value' must not be null"));
			return this;
		}

		/**
		 * Create the information.
		 * @return the information
		 */
		public ResponseInfo build() {
			return new ResponseInfo(lookup(), this.fallbackModel, new ResponseHeaders(this.requestId,
					this.requestRateLimit, this.tokenRateLimit, this.inputTokenRateLimit, this.outputTokenRateLimit));
		}

		private HeaderLookup lookup() {
			if (this.headers.isEmpty()) {
				return this.base;
			}
			HeaderLookup behind = this.base;
			Map<String, String> set = Map.copyOf(this.headers);
			return (name) -> set.containsKey(name) ? set.get(name) : behind.first(name);
		}

	}

}
