package com.example.apixo.chat;

import org.jspecify.annotations.Nullable;

/**
 * Tells the page why an answer ended early.
 *
 * @param type always {@code problem}
 * @param kind the name of the exception; the page knows a title for each
 * @param advice what to do, in the words of the starter's exception
 */
record ChatProblem(String type, String kind, @Nullable String advice) {

	static ChatProblem of(Throwable error) {
		return new ChatProblem("problem", error.getClass().getSimpleName(), error.getMessage());
	}

}
