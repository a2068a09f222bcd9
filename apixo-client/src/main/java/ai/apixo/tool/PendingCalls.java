package ai.apixo.tool;

import java.util.ArrayList;
import java.util.List;

import ai.apixo.tool.PreparedCall.Undecided;

/**
 * The calls of a turn that wait for a decision, with those that have been decided before.
 */
final class PendingCalls {

	private PendingCalls() {
	}

	static List<PendingCall> of(List<PreparedCall> prepared, List<PendingCall> before) {
		List<PendingCall> pending = new ArrayList<>();
		for (PreparedCall call : prepared) {
			String id = call.call().id();
			if (call instanceof Undecided undecided) {
				pending.add(new PendingCall(id, undecided.approvable(), null));
			}
			else {
				before.stream().filter((earlier) -> earlier.id().equals(id)).forEach(pending::add);
			}
		}
		return pending;
	}

}
