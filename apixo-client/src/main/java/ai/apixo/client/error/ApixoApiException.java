package ai.apixo.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;

/**
 * The gateway refused the call with an error: an HTTP status other than 2xx, or an
 * {@code error} event in a stream.
 *
 * <p>
 * Statuses and error types are those of the gateway's page and of the Messages reference,
 * "Errors": 400 {@code invalid_request_error}, 401 {@code authentication_error}, 403
 * {@code permission_error}, 404 {@code not_found_error}, 413 {@code request_too_large},
 * 429 {@code rate_limit_error}, 500 {@code api_error}, 502 (upstream error), 504
 * {@code timeout_error}, 529 {@code overloaded_error}. Others are passed on unchanged.
 *
 * @since 0.1.0
 */
public final class ApixoApiException extends ApixoException {

	/**
	 * What the gateway says is wrong.
	 */
	private final ApiError error;

	/**
	 * Create the exception.
	 * @param message what the gateway said and what to do about it
	 * @param error the error
	 */
	public ApixoApiException(String message, ApiError error) {
		this(message, error, null);
	}

	/**
	 * Create the exception.
	 * @param message what the gateway said and what to do about it
	 * @param error the error
	 * @param cause the exception of the application for the gateway's response, or
	 * {@code null}
	 */
	public ApixoApiException(String message, ApiError error, @Nullable Throwable cause) {
		this(message, error, null, cause);
	}

	private ApixoApiException(String message, ApiError error, @Nullable Message partialMessage,
			@Nullable Throwable cause) {
		super(message, error.requestId(), partialMessage, cause);
		this.error = error;
	}

	/**
	 * Return the HTTP status of the response.
	 * @return the status; 200 if the error arrived in a stream that had begun
	 * successfully, see {@link #effectiveStatus()}
	 */
	public int status() {
		return this.error.status();
	}

	/**
	 * Return the status as which this failure is treated.
	 * @return the HTTP status or, for an error in a stream or in a successful response,
	 * the status that corresponds to its type (429 for {@code rate_limit_error} and
	 * {@code overloaded_error}, 504 for {@code timeout_error}), else the status that the
	 * error states in a field such as {@code code}, else 500
	 */
	public int effectiveStatus() {
		return this.error.effectiveStatus();
	}

	/**
	 * Return the type of the error, {@code error.type} in the JSON.
	 * @return for example {@code rate_limit_error}, any other string that the gateway
	 * sent, or {@code null} if the body could not be read
	 */
	public @Nullable String errorType() {
		return this.error.type();
	}

	/**
	 * Return the gateway's message, {@code error.message} in the JSON or its equivalent
	 * in the errors of other vendors and frameworks.
	 * @return one line without the API key, or {@code null} if the body could not be read
	 */
	public @Nullable String errorMessage() {
		return this.error.message();
	}

	/**
	 * Return the wait that the gateway asked for, from {@code retry-after-ms} or
	 * {@code Retry-After}.
	 * @return the wait, or {@code null} if there was none
	 */
	public @Nullable Duration retryAfter() {
		return this.error.retryAfter();
	}

	/**
	 * Return whether the gateway advises a retry.
	 * @return whether the response had {@code x-should-retry: true}
	 */
	public boolean shouldRetry() {
		return this.error.shouldRetry();
	}

	/**
	 * Return whether the gateway advises against a retry. The retry policy follows this
	 * advice.
	 * @return whether the response had {@code x-should-retry: false}
	 */
	public boolean shouldNotRetry() {
		return this.error.shouldNotRetry();
	}

	/**
	 * Return the beginning of the response body, at most 8 KB, with the API key masked.
	 * @return the excerpt, empty if there was no readable body
	 */
	public String body() {
		return this.error.body();
	}

	/**
	 * Return whether the key was missing, wrong or revoked.
	 * @return whether the key has to be corrected
	 */
	public boolean isAuthentication() {
		return is(401);
	}

	/**
	 * Return whether the account, its balance or a permission is the reason.
	 * @return whether to check the account
	 */
	public boolean isPermission() {
		return is(403) || is(402);
	}

	/**
	 * Return whether a rate, quota or capacity is exhausted.
	 * @return whether to try again later, see {@link #retryAfter()}
	 */
	public boolean isRateLimited() {
		return is(429);
	}

	/**
	 * Return whether the model is overloaded.
	 * @return whether to try again later or to use another model
	 */
	public boolean isOverloaded() {
		return is(529);
	}

	/**
	 * Return whether the request itself is invalid, so sending it again cannot help.
	 * @return whether the request has to be changed
	 */
	public boolean isInvalidRequest() {
		return is(400) || is(413) || is(422);
	}

	private boolean is(int status) {
		Integer meaningOfType = this.error.meaningOfType();
		return status() == status || this.error.meaning() == status
				|| (meaningOfType != null && meaningOfType == status);
	}

	@Override
	ApixoException copyWith(Message partialMessage) {
		return new ApixoApiException(text(), this.error, partialMessage, getCause());
	}

}
