package ai.apixo.tool;

import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Usage;

/**
 * What a run has done so far.
 *
 * @param request the conversation, without an answer whose calls are open
 * @param turns the number of answers
 * @param toolCalls the number of calls that have a result
 * @param usage the sum over all answers
 */
record RunState(MessagesRequest request, int turns, int toolCalls, Usage usage) {

	static RunState of(MessagesRequest request) {
		return new RunState(request, 0, 0, Usage.none());
	}

	RunState answered(Message answer) {
		Usage sum = (this.turns == 0) ? answer.usage() : this.usage.plus(answer.usage());
		return new RunState(this.request, this.turns + 1, this.toolCalls, sum);
	}

	RunState with(MessagesRequest request, int moreCalls) {
		return new RunState(request, this.turns, this.toolCalls + moreCalls, this.usage);
	}

}
