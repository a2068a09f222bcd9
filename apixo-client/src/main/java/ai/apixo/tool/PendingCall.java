package ai.apixo.tool;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.ToolResultBlock;

/**
 * A call that waits for a decision, or did.
 *
 * @param id the id of the call
 * @param approvable whether there is a function that can be executed
 * @param decision the decision, {@code null} as long as the call waits
 */
record PendingCall(String id, boolean approvable, @Nullable Decision decision) {

	PendingCall decided(Decision decision) {
		return new PendingCall(this.id, this.approvable, decision);
	}

	/**
	 * What becomes of the call.
	 *
	 * @param kind what was decided
	 * @param result what the model is told, {@code null} if the function is executed
	 */
	record Decision(Kind kind, @Nullable ToolResultBlock result) {
	}

	/**
	 * What can be decided.
	 */
	enum Kind {

		APPROVED, DENIED, ANSWERED

	}

}
