package ai.apixo.tool;

import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;

/**
 * Adds the events of one answer up while they pass.
 */
final class AnswerCollector {

	private final int turn;

	private final MessageAccumulator accumulator = new MessageAccumulator();

	private final ToolInputGuard guard = new ToolInputGuard();

	AnswerCollector(int turn) {
		this.turn = turn;
	}

	ToolRunEvent accept(StreamEvent event) {
		this.accumulator.accept(event);
		this.guard.accept(event);
		return new ModelEvent(this.turn, event);
	}

	ApixoException withPartialMessage(ApixoException failure) {
		return this.accumulator.isStarted() ? failure.withPartialMessage(this.accumulator.message()) : failure;
	}

	/**
	 * Return the answer, after its stream has completed.
	 * @throws ApixoIncompleteStreamException if there was no {@code message_stop}
	 */
	Answer answer() {
		if (!this.accumulator.isComplete()) {
			throw withPartialMessage(
					new ApixoIncompleteStreamException("The stream completed without 'message_stop'. Try again", null,
							this.accumulator.isStarted(), null));
		}
		return Answer.of(this.accumulator.message(), this.guard);
	}

}
