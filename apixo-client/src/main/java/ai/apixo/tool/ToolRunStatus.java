package ai.apixo.tool;

/**
 * The status of a run.
 *
 * @since 0.1.0
 */
public enum ToolRunStatus {

	/**
	 * A turn has ended and the next one follows.
	 */
	CONTINUING,

	/**
	 * The model has answered and makes no more calls.
	 */
	COMPLETED,

	/**
	 * Calls wait for a decision, see {@link ToolRun#pendingCalls()}.
	 */
	DECISION_REQUIRED,

	/**
	 * The model refused, {@code "stop_reason": "refusal"}.
	 */
	REFUSED,

	/**
	 * The response is incomplete: {@code stop_reason} is {@code max_tokens}, or another
	 * one after which nothing must be executed, or it is absent.
	 */
	INCOMPLETE,

	/**
	 * The maximum number of turns has been reached.
	 */
	MAX_TURNS,

	/**
	 * The calls of the last response would exceed the maximum number of calls; none was
	 * executed.
	 */
	MAX_TOOL_CALLS,

	/**
	 * The maximum number of tokens has been reached.
	 */
	MAX_TOTAL_TOKENS

}
