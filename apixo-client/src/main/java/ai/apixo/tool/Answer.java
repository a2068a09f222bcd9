package ai.apixo.tool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.messages.Message;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;

/**
 * A complete answer and what there is to say about its calls.
 *
 * @param message the answer
 * @param calls its calls
 * @param faults what is wrong with the arguments of calls, by id
 * @param problem why none of its calls can be answered, {@code null} if they can
 */
record Answer(Message message, List<ToolUseBlock> calls, Map<String, String> faults, @Nullable String problem) {

	static Answer of(Message message, ToolInputGuard guard) {
		List<ToolUseBlock> calls = message.toolUses()
			.stream()
			.filter((call) -> guard.fault() == null || !isNoCall(call))
			.toList();
		boolean unreadable = message.content()
			.stream()
			.anyMatch((block) -> block instanceof UnknownBlock unknown && unknown.type().equals("tool_use"));
		boolean concerned = unreadable || !calls.isEmpty() || StopReason.TOOL_USE.equals(message.stopReason());
		String problem = unreadable ? "A call lacks its id or its name" : problem(calls);
		return new Answer(message, calls, faults(calls, guard),
				(concerned && guard.fault() != null) ? guard.fault() : problem);
	}

	/**
	 * Return whether this is no call but arguments that found none.
	 */
	private static boolean isNoCall(ToolUseBlock call) {
		return call.id().isEmpty() && call.name().isEmpty();
	}

	private static @Nullable String problem(List<ToolUseBlock> calls) {
		Set<String> ids = new HashSet<>();
		for (ToolUseBlock call : calls) {
			if (call.id().isEmpty() || call.name().isEmpty()) {
				return "A call lacks its id or its name";
			}
			if (!ids.add(call.id())) {
				return "Two calls have the same id";
			}
		}
		return null;
	}

	private static Map<String, String> faults(List<ToolUseBlock> calls, ToolInputGuard guard) {
		Map<String, String> faults = new HashMap<>();
		for (ToolUseBlock call : calls) {
			String fault = CallInput.fault(call, guard.isCut(call));
			if (fault != null) {
				faults.put(call.id(), fault);
			}
		}
		return faults;
	}

	/**
	 * Return what follows.
	 * @throws ApixoProtocolException if the calls cannot be answered (TOOL-7)
	 */
	TurnVerdict verdict() {
		TurnVerdict verdict = TurnVerdict.of(this.message.stopReason(), !this.calls.isEmpty());
		if (this.problem != null && verdict != TurnVerdict.REFUSED) {
			throw new ApixoProtocolException(this.problem
					+ ". No call of this response was executed. Check what is between client and model: it does not follow the Messages format",
					this.message.response().requestId());
		}
		return verdict;
	}

}
