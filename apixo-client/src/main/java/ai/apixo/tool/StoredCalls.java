package ai.apixo.tool;

import java.util.List;
import java.util.Map;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.ToolUseBlock;

/**
 * The calls of an answer, with what is known of them.
 *
 * @param message the answer
 * @param calls its calls
 * @param faults what is wrong with the arguments of calls, by id
 * @param pending the calls that waited for a decision
 * @param decided whether those that need one have been found before
 */
record StoredCalls(Message message, List<ToolUseBlock> calls, Map<String, String> faults, List<PendingCall> pending,
		boolean decided) {

	static StoredCalls of(Answer answer) {
		return new StoredCalls(answer.message(), answer.calls(), answer.faults(), List.of(), false);
	}

	static StoredCalls of(ToolRun run) {
		return new StoredCalls(run.lastMessage(), run.lastMessage().toolUses(), run.faults(), run.pending(),
				run.status() == ToolRunStatus.DECISION_REQUIRED);
	}

}
