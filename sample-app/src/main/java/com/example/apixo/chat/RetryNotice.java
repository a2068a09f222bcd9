package com.example.apixo.chat;

import io.github.resilience4j.retry.event.RetryOnRetryEvent;
import org.jspecify.annotations.Nullable;

/**
 * Tells the page that an attempt failed and when the next one starts.
 *
 * @param type always {@code retry}
 * @param attempt the number of the attempt that failed
 * @param waitMillis the time until the next one
 * @param reason why it failed, in the words of the starter's exception
 */
record RetryNotice(String type, int attempt, long waitMillis, @Nullable String reason) {

	static RetryNotice of(RetryOnRetryEvent event) {
		Throwable failure = event.getLastThrowable();
		return new RetryNotice("retry", event.getNumberOfRetryAttempts(), event.getWaitInterval().toMillis(),
				(failure != null) ? failure.getMessage() : null);
	}

}
