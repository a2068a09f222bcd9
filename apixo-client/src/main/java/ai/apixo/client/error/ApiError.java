package ai.apixo.client.error;

import java.io.Serializable;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The information from the gateway about a failed call: status, headers and body.
 * Instances are created with {@link #builder(int)}, for example to test how an
 * application handles a failure: <pre class="code">
 * ApiError error = ApiError.builder(429).type("rate_limit_error").retryAfter(Duration.ofSeconds(7)).build();
 * new ApixoApiException("Too many requests", error);
 * </pre>
 *
 * @since 0.1.0
 */
public final class ApiError implements Serializable {

	private static final long serialVersionUID = 1L;

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int SERVER_ERROR = 500;

	private static final int OVERLOADED = 529;

	/**
	 * HTTP status.
	 */
	private final int status;

	/**
	 * Type of the error.
	 */
	private final @Nullable String type;

	/**
	 * Sentence of the gateway.
	 */
	private final @Nullable String message;

	/**
	 * Id of the request.
	 */
	private final @Nullable String requestId;

	/**
	 * Time that the gateway asks to wait.
	 */
	private final @Nullable Duration retryAfter;

	/**
	 * Whether the gateway asks for another attempt.
	 */
	private final @Nullable Boolean shouldRetry;

	/**
	 * Status that the body states, which may be another one.
	 */
	private final @Nullable Integer statedStatus;

	/**
	 * Beginning of the body, without the key.
	 */
	private final String body;

	private ApiError(Builder builder) {
		this.status = builder.status;
		this.type = builder.type;
		this.message = builder.message;
		this.requestId = builder.requestId;
		this.retryAfter = builder.retryAfter;
		this.shouldRetry = builder.shouldRetry;
		this.statedStatus = builder.statedStatus;
		this.body = builder.body;
	}

	/**
	 * Return a builder.
	 * @param status the HTTP status
	 * @return a builder in which everything else is optional
	 */
	public static Builder builder(int status) {
		return new Builder(status);
	}

	/**
	 * Return the HTTP status.
	 * @return the status; 2xx if the error is in the body only
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Return the type of the error, {@code error.type}.
	 * @return the type, or {@code null} if there was none
	 */
	public @Nullable String type() {
		return this.type;
	}

	/**
	 * Return the gateway's message, {@code error.message} or its equivalent in the errors
	 * of other vendors and frameworks.
	 * @return one line without the API key, or {@code null} if there was none
	 */
	public @Nullable String message() {
		return this.message;
	}

	/**
	 * Return the gateway's id of the request.
	 * @return the id, or {@code null} if there was none
	 */
	public @Nullable String requestId() {
		return this.requestId;
	}

	/**
	 * Return the wait that the gateway asked for.
	 * @return the wait, or {@code null} if there was none
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * Return whether the gateway advises a retry.
	 * @return whether the response had {@code x-should-retry: true}
	 */
	public boolean shouldRetry() {
		return Boolean.TRUE.equals(this.shouldRetry);
	}

	/**
	 * Return whether the gateway advises against a retry.
	 * @return whether the response had {@code x-should-retry: false}
	 */
	public boolean shouldNotRetry() {
		return Boolean.FALSE.equals(this.shouldRetry);
	}

	/**
	 * Return the beginning of the body, bounded and without the API key.
	 * @return the excerpt, empty if there was no readable body
	 */
	public String body() {
		return this.body;
	}

	/**
	 * Return the status as which the error is treated. This is the HTTP status unless it
	 * is 2xx. Otherwise, it is the status that corresponds to the error type, or else the
	 * status that the error itself states, or else 500.
	 * @return the status
	 */
	public int effectiveStatus() {
		boolean overloaded = !isHttpError() && Integer.valueOf(OVERLOADED).equals(meaningOfType());
		return overloaded ? TOO_MANY_REQUESTS : meaning();
	}

	/**
	 * What the error is about, as a status: an overloaded model is 529, however it is
	 * judged.
	 */
	int meaning() {
		if (isHttpError()) {
			return this.status;
		}
		Integer meant = meaningOfType();
		if (meant == null) {
			meant = this.statedStatus;
		}
		return (meant != null) ? meant : SERVER_ERROR;
	}

	private boolean isHttpError() {
		return this.status < 200 || this.status >= 300;
	}

	/**
	 * The meaning of a type that is known, except {@code api_error}, which any failure of
	 * a server may be called.
	 */
	@Nullable Integer meaningOfType() {
		return switch ((this.type != null) ? this.type : "") {
			case "invalid_request_error" -> 400;
			case "authentication_error" -> 401;
			case "billing_error" -> 402;
			case "permission_error" -> 403;
			case "not_found_error" -> 404;
			case "request_too_large" -> 413;
			case "rate_limit_error" -> TOO_MANY_REQUESTS;
			case "timeout_error" -> 504;
			case "overloaded_error" -> OVERLOADED;
			default -> null;
		};
	}

	@Override
	public String toString() {
		return "ApiError[status=" + this.status + ", type=" + this.type + ", requestId=" + this.requestId + "]";
	}

	/**
	 * Builds an {@link ApiError}.
	 */
	public static final class Builder {

		private final int status;

		private @Nullable String type;

		private @Nullable String message;

		private @Nullable String requestId;

		private @Nullable Duration retryAfter;

		private @Nullable Boolean shouldRetry;

		private @Nullable Integer statedStatus;

		private String body = "";

		private Builder(int status) {
			this.status = status;
		}

		/**
		 * Set the type of the error.
		 * @param type for example {@code rate_limit_error}
		 * @return this builder
		 */
		public Builder type(@Nullable String type) {
			this.type = type;
			return this;
		}

		/**
		 * Set the gateway's message.
		 * @param message the message
		 * @return this builder
		 */
		public Builder message(@Nullable String message) {
			this.message = message;
			return this;
		}

		/**
		 * Set the gateway's id of the request.
		 * @param requestId the id
		 * @return this builder
		 */
		public Builder requestId(@Nullable String requestId) {
			this.requestId = requestId;
			return this;
		}

		/**
		 * Set the wait that the gateway asked for.
		 * @param retryAfter the wait
		 * @return this builder
		 */
		public Builder retryAfter(@Nullable Duration retryAfter) {
			this.retryAfter = retryAfter;
			return this;
		}

		/**
		 * Set the advice of {@code x-should-retry}.
		 * @param shouldRetry the advice, or {@code null} for none
		 * @return this builder
		 */
		public Builder shouldRetry(@Nullable Boolean shouldRetry) {
			this.shouldRetry = shouldRetry;
			return this;
		}

		/**
		 * Set the status that the error itself states, which counts if the HTTP status is
		 * 2xx.
		 * @param statedStatus {@code error.code} or an equivalent
		 * @return this builder
		 */
		public Builder statedStatus(@Nullable Integer statedStatus) {
			this.statedStatus = statedStatus;
			return this;
		}

		/**
		 * Set the beginning of the body.
		 * @param body the excerpt
		 * @return this builder
		 */
		public Builder body(String body) {
			this.body = body;
			return this;
		}

		/**
		 * Build the error.
		 * @return the error
		 */
		public ApiError build() {
			return new ApiError(this);
		}

	}

}
