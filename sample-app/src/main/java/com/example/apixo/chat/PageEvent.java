package com.example.apixo.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

import ai.apixo.messages.InputMessage;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.ToolUseBlock;

/** What the page is told besides the events of the Messages API. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
sealed interface PageEvent {

	/** An attempt failed, and the next one starts after a wait. */
	record Retry(int attempt, long waitMillis) implements PageEvent {
	}

	/** Another model answers than the one asked for. */
	record AnsweredBy(String model) implements PageEvent {
	}

	/** What the starter observed of a call, its waits included. */
	record Figures(int attempts, long firstChunkMillis, long durationMillis, Usage usage) implements PageEvent {
	}

	/** Calls wait until the person at the page allows or denies them. */
	record Approval(String id, List<ToolUseBlock> calls) implements PageEvent {
	}

	/** The conversation as it is to be continued, after a decision. */
	record Conversation(List<InputMessage> messages) implements PageEvent {
	}

	/**
	 * The answer ended early. The page has words of its own for the reason.
	 *
	 * @param reason why
	 * @param again whether it may help to ask the same again
	 * @param retryAfterSeconds how long to wait before, if that is known
	 * @param details what the operator should know: the text of the starter's exception
	 */
	record Problem(ProblemReason reason, boolean again, @Nullable Long retryAfterSeconds,
			@Nullable String details) implements PageEvent {

		static Problem of(Throwable failure) {
			ProblemReason reason = ProblemReason.of(failure);
			return new Problem(reason, reason.isPassing(), reason.retryAfterSeconds(failure), failure.getMessage());
		}

	}

}
