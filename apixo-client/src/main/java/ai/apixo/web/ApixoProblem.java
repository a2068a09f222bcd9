package ai.apixo.web;

import java.time.Duration;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoRelayException;
import ai.apixo.client.error.ApixoRunNotFoundException;
import ai.apixo.client.error.ApixoTimeoutException;

/**
 * A failed call as end users may see it. The texts of the exceptions are for operators:
 * they name settings and quote the gateway, so nothing of them is part of it.
 *
 * @param status the status to respond with
 * @param detail what to tell the user
 * @param retryAfter how long to wait, or {@code null} if nobody knows
 */
record ApixoProblem(HttpStatus status, String detail, @Nullable Duration retryAfter) {

	private static final Log logger = LogFactory.getLog(ApixoProblem.class);

	private static final int MAX_CAUSES = 20;

	private static final String BUSY = "Too many requests at the moment. Try again later.";

	private static final String UNAVAILABLE = "The service is not available at the moment. Try again later.";

	private static final String BROKEN = "The response could not be completed.";

	private ApixoProblem(HttpStatus status, String detail) {
		this(status, detail, null);
	}

	/**
	 * Return whether a failure can be told.
	 * @param failure any failure
	 * @return whether it is one of a call, or was made of one
	 */
	static boolean isKnown(Throwable failure) {
		return isOfCall(ofCall(failure));
	}

	/**
	 * Find the failure of a call in what futures, retries and the like make of it.
	 */
	private static Throwable ofCall(Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
			if (isOfCall(cause)) {
				return cause;
			}
			cause = cause.getCause();
		}
		return failure;
	}

	private static boolean isOfCall(Throwable failure) {
		return failure instanceof ApixoException || failure instanceof CallNotPermittedException
				|| failure instanceof BulkheadFullException;
	}

	/**
	 * Describe a failure.
	 * @param thrown a known failure
	 * @return the problem
	 */
	static ApixoProblem of(Throwable thrown) {
		Throwable failure = ofCall(thrown);
		if (failure instanceof ApixoApiException api) {
			return of(api);
		}
		if (failure instanceof ApixoTimeoutException) {
			return new ApixoProblem(HttpStatus.GATEWAY_TIMEOUT, "The response took too long. Try again later.");
		}
		if (failure instanceof ApixoConfigurationException) {
			// Nobody was asked, so the client has written nothing.
			logger.error("A call could not be made: " + failure.getMessage());
			return new ApixoProblem(HttpStatus.INTERNAL_SERVER_ERROR, "The request could not be sent.");
		}
		if (failure instanceof ApixoLimitException limit) {
			return switch (limit.limit()) {
				case MAX_CONNECTIONS, MAX_WAIT, QUEUE_CAPACITY ->
					new ApixoProblem(HttpStatus.SERVICE_UNAVAILABLE, UNAVAILABLE, limit.retryAfter());
				default -> new ApixoProblem(HttpStatus.BAD_GATEWAY, BROKEN);
			};
		}
		if (failure instanceof ApixoRunNotFoundException) {
			return new ApixoProblem(HttpStatus.NOT_FOUND, "There is no such response, or it has expired.");
		}
		if (failure instanceof ApixoRelayException) {
			return new ApixoProblem(HttpStatus.SERVICE_UNAVAILABLE, UNAVAILABLE);
		}
		return (failure instanceof ApixoException) ? new ApixoProblem(HttpStatus.BAD_GATEWAY, BROKEN)
				: new ApixoProblem(HttpStatus.SERVICE_UNAVAILABLE, UNAVAILABLE);
	}

	/**
	 * Describe an error of the gateway. What only the operator can mend, such as a wrong
	 * key, is a bad gateway to the user.
	 */
	private static ApixoProblem of(ApixoApiException failure) {
		return switch (failure.effectiveStatus()) {
			case 400, 422 -> new ApixoProblem(HttpStatus.BAD_REQUEST, "The request was refused.");
			case 413 -> new ApixoProblem(HttpStatus.CONTENT_TOO_LARGE, "The request is too large.");
			case 429 -> new ApixoProblem(HttpStatus.TOO_MANY_REQUESTS, BUSY, failure.retryAfter());
			case 503, 529 -> new ApixoProblem(HttpStatus.SERVICE_UNAVAILABLE, UNAVAILABLE, failure.retryAfter());
			case 408, 504 ->
				new ApixoProblem(HttpStatus.GATEWAY_TIMEOUT, "The response took too long. Try again later.");
			default -> new ApixoProblem(HttpStatus.BAD_GATEWAY, BROKEN);
		};
	}

	/**
	 * Return the value of the header {@code Retry-After}.
	 * @return seconds, rounded up, or {@code null} if nobody knows
	 */
	@Nullable Long retryAfterSeconds() {
		return (this.retryAfter != null) ? this.retryAfter.plusMillis(999).toSeconds() : null;
	}

	ProblemDetail toProblemDetail() {
		return ProblemDetail.forStatusAndDetail(this.status, this.detail);
	}

}
