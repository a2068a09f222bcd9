package com.example.apixo.chat;

import java.time.Duration;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoTimeoutException;

/**
 * Why an answer ended early, as far as the person at the page can do something about it.
 */
enum ProblemReason {

	BUSY, OVERLOADED, UNAVAILABLE, UNREACHABLE, PAUSED, CUT, SILENT, UNREADABLE, TOO_LARGE, REFUSED, NOT_SET_UP, TOOLS;

	static boolean isKnown(Throwable failure) {
		return failure instanceof ApixoException || failure instanceof CallNotPermittedException
				|| failure instanceof BulkheadFullException;
	}

	static ProblemReason of(Throwable failure) {
		if (failure instanceof ApixoApiException api) {
			return of(api.effectiveStatus());
		}
		if (failure instanceof ApixoLimitException limit) {
			return switch (limit.limit()) {
				case MAX_CONNECTIONS, MAX_WAIT, QUEUE_CAPACITY -> BUSY;
				default -> TOO_LARGE;
			};
		}
		if (failure instanceof CallNotPermittedException) {
			return PAUSED;
		}
		if (failure instanceof BulkheadFullException) {
			return BUSY;
		}
		return (failure instanceof ApixoIncompleteStreamException) ? CUT
				: (failure instanceof ApixoTimeoutException) ? SILENT : (failure instanceof ApixoConnectionException)
						? UNREACHABLE : (failure instanceof ApixoConfigurationException) ? NOT_SET_UP : UNREADABLE;
	}

	private static ProblemReason of(int status) {
		return switch (status) {
			case 400, 422 -> REFUSED;
			case 401, 402, 403, 404 -> NOT_SET_UP;
			case 408, 504 -> SILENT;
			case 413 -> TOO_LARGE;
			case 429 -> BUSY;
			case 529 -> OVERLOADED;
			default -> UNAVAILABLE;
		};
	}

	/** Return whether the same may be answered when it is asked again. */
	boolean isPassing() {
		return this != TOO_LARGE && this != REFUSED && this != NOT_SET_UP;
	}

	@Nullable Long retryAfterSeconds(Throwable failure) {
		Duration wait = (failure instanceof ApixoApiException api) ? api.retryAfter()
				: (failure instanceof ApixoLimitException limit) ? limit.retryAfter() : null;
		return (wait != null) ? wait.plusMillis(999).toSeconds() : null;
	}

}
