package ai.apixo.tool;

/**
 * How far a run has come.
 *
 * @since 0.1.0
 */
public enum ToolRunStatus {

	/**
	 * A turn is over and the next one follows.
	 */
	CONTINUING,

	/**
	 * The model has answered and calls nothing more.
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
	 * The answer is incomplete: {@code stop_reason} is {@code max_tokens}, another one
	 * after which nothing must be executed, or missing.
	 */
	INCOMPLETE,

	/**
	 * The limit of turns is reached.
	 */
	MAX_TURNS,

	/**
	 * The calls of the last answer would exceed the limit of calls; none was executed.
	 */
	MAX_TOOL_CALLS,

	/**
	 * The limit of tokens is reached.
	 */
	MAX_TOTAL_TOKENS

}
