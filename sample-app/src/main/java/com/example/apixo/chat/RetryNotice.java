package com.example.apixo.chat;

import io.github.resilience4j.retry.event.RetryOnRetryEvent;

/**
 * Says that an attempt failed and when the next one starts.
 *
 * @param type always {@code retry}
 * @param attempt the number of the attempt that failed
 * @param waitMillis the time until the next one, in milliseconds
 * @param reason why it failed
 */
record RetryNotice(String type, int attempt, long waitMillis, String reason) {

	static RetryNotice of(RetryOnRetryEvent event) {
		return new RetryNotice("retry", event.getNumberOfRetryAttempts(), event.getWaitInterval().toMillis(),
				ChatProblem.title(event.getLastThrowable()));
	}

}
