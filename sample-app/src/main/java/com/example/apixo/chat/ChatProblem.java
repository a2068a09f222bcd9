package com.example.apixo.chat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoTimeoutException;

/**
 * Says why an answer ended early and what to do about it.
 *
 * @param type always {@code problem}
 * @param title what happened, in a few words
 * @param advice what to do; the messages of the starter's exceptions say it
 */
record ChatProblem(String type, String title, @Nullable String advice) {

	static ChatProblem of(Throwable error) {
		return new ChatProblem("problem", title(error), error.getMessage());
	}

	static String title(@Nullable Throwable error) {
		if (error instanceof ApixoApiException refusal) {
			return refusal.isRateLimited() ? "The gateway is busy (429)."
					: "The gateway refused (" + refusal.status() + ").";
		}
		if (error instanceof ApixoIncompleteStreamException) {
			return "The answer was cut off.";
		}
		if (error instanceof ApixoTimeoutException) {
			return "The gateway fell silent.";
		}
		if (error instanceof CallNotPermittedException) {
			return "The circuit breaker is open.";
		}
		return "The call failed.";
	}

}
