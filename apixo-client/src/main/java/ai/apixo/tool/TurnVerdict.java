package ai.apixo.tool;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.StopReason;

/**
 * What follows from an answer (TOOL-5 to TOOL-9).
 */
enum TurnVerdict {

	/** Its calls are executed. */
	EXECUTE,

	/** It is sent back unchanged, so that the model goes on. */
	SEND_BACK,

	/** The run is complete. */
	COMPLETE,

	/** The model refused. */
	REFUSED,

	/** It must not be acted on. */
	INCOMPLETE;

	static TurnVerdict of(@Nullable StopReason stopReason, boolean calls) {
		return switch ((stopReason != null) ? stopReason.value() : "") {
			case "tool_use" -> calls ? EXECUTE : INCOMPLETE;
			// Gateways that translate say so, whether there are calls or not.
			case "end_turn" -> calls ? EXECUTE : COMPLETE;
			case "stop_sequence" -> calls ? INCOMPLETE : COMPLETE;
			case "pause_turn" -> calls ? INCOMPLETE : SEND_BACK;
			case "refusal" -> REFUSED;
			default -> INCOMPLETE;
		};
	}

}
