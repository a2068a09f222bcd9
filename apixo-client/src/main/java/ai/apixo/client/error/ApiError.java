package ai.apixo.client.error;

import java.io.Serializable;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the gateway said about a failed call, by status, headers and body.
 *
 * @param status the HTTP status
 * @param type {@code error.type}
 * @param message {@code error.message}, masked
 * @param requestId the gateway's id of the request
 * @param retryAfter how long the gateway asked to wait
 * @param shouldRetry the advice of {@code x-should-retry}
 * @param body the beginning of the body, bounded and masked
 * @since 0.1.0
 */
public record ApiError(int status, @Nullable String type, @Nullable String message, @Nullable String requestId,
		@Nullable Duration retryAfter, @Nullable Boolean shouldRetry, String body) implements Serializable {

	/**
	 * The status by which the error is judged.
	 * @return the HTTP status or, below 300, the status that the error type stands for
	 */
	public int effectiveStatus() {
		if (this.status >= 300) {
			return this.status;
		}
		return switch ((this.type != null) ? this.type : "") {
			case "invalid_request_error" -> 400;
			case "authentication_error" -> 401;
			case "billing_error" -> 402;
			case "permission_error" -> 403;
			case "not_found_error" -> 404;
			case "request_too_large" -> 413;
			case "rate_limit_error", "overloaded_error" -> 429;
			case "timeout_error" -> 504;
			default -> 500;
		};
	}

	@Override
	public String toString() {
		return "ApiError[status=" + this.status + ", type=" + this.type + ", requestId=" + this.requestId + "]";
	}

}
