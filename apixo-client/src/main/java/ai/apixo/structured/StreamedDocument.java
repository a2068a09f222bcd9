package ai.apixo.structured;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.Message;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.MessageDelta;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.structured.Outcome.Failure;

/**
 * The document of one stream. Of the message it keeps what is around the content, for
 * exceptions; the content itself would grow without bound.
 */
final class StreamedDocument {

	private final MessageAccumulator envelope = new MessageAccumulator();

	private final DocumentTracker tracker;

	private final StructuredFailures failures;

	private final JsonFeed feed;

	StreamedDocument(DocumentTracker tracker, StructuredFailures failures) {
		this.tracker = tracker;
		this.failures = failures;
		this.feed = DocumentText.feed();
	}

	JsonFeed feed() {
		return this.feed;
	}

	/**
	 * Take the next event.
	 * @param event the event
	 * @return its piece of the document, to be fed, {@code null} if it has none
	 */
	@Nullable String accept(StreamEvent event) {
		if (event instanceof ContentBlockDelta) {
			return textOf(this.tracker.accept(event));
		}
		if (event instanceof MessageStart || event instanceof MessageDelta || event instanceof MessageStop) {
			this.envelope.accept(event);
		}
		return textOf((event instanceof MessageStop && this.envelope.isStarted())
				? this.tracker.end(Answers.isCut(this.envelope.message().stopReason())) : this.tracker.accept(event));
	}

	private static @Nullable String textOf(@Nullable String piece) {
		return (piece != null && !piece.isEmpty()) ? piece : null;
	}

	/**
	 * Judge the document at the end of the stream.
	 * @throws ApixoStructuredOutputException if it is refused, truncated or malformed
	 * @throws ApixoIncompleteStreamException if there was no {@code message_stop}
	 */
	void complete() {
		if (!this.envelope.isComplete()) {
			throw incomplete();
		}
		StopReason stopReason = this.envelope.message().stopReason();
		if (StopReason.REFUSAL.equals(stopReason)) {
			throw exception(Failure.of(Reason.REFUSED, "", "is refused"));
		}
		if (!this.feed.isComplete()) {
			throw exception(
					(Failure<?>) DocumentText.incomplete(Answers.isCut(stopReason), "is missing or not complete"));
		}
		try {
			this.feed.end();
		}
		catch (MalformedDocumentException ex) {
			throw exception(ex.failure());
		}
	}

	private ApixoException incomplete() {
		boolean started = this.envelope.isStarted();
		ApixoException failure = new ApixoIncompleteStreamException(
				"The stream completed without 'message_stop'. Try again", null, started, null);
		return started ? failure.withPartialMessage(this.envelope.message()) : failure;
	}

	ApixoStructuredOutputException exception(Failure<?> failure) {
		Message message = this.envelope.isStarted() ? this.envelope.message() : null;
		return this.failures.exception(failure, message);
	}

}
