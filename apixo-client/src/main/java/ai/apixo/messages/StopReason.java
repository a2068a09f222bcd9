package ai.apixo.messages;

/**
 * Why a response ended, {@code stop_reason}. An open set: a value that this version does
 * not know is kept unchanged.
 * <p>
 * Values other than the constants are created with {@code new StopReason("...")}.
 *
 * @param value the value on the wire, never empty
 * @since 0.1.0
 */
public record StopReason(String value) {

	/** The model had nothing more to say. */
	public static final StopReason END_TURN = new StopReason("end_turn");

	/** The limit {@code max_tokens} was reached: the response is truncated. */
	public static final StopReason MAX_TOKENS = new StopReason("max_tokens");

	/** One of the stop sequences occurred. */
	public static final StopReason STOP_SEQUENCE = new StopReason("stop_sequence");

	/** The model waits for tool results. */
	public static final StopReason TOOL_USE = new StopReason("tool_use");

	/** A long turn is paused: send the response back unchanged to continue. */
	public static final StopReason PAUSE_TURN = new StopReason("pause_turn");

	/** The model refused. */
	public static final StopReason REFUSAL = new StopReason("refusal");

	/** The context window is full: the response is truncated. */
	public static final StopReason MODEL_CONTEXT_WINDOW_EXCEEDED = new StopReason("model_context_window_exceeded");

	/**
	 * Create a stop reason.
	 * @param value the value on the wire, never empty
	 */
	public StopReason {
		Values.requireNotEmpty(value, "value");
	}

	@Override
	public String toString() {
		return this.value;
	}

}
