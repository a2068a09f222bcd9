package ai.apixo.limit;

/**
 * What stands in the way of a turn.
 */
enum Obstacle {

	/**
	 * The gateway has refused a request of the key.
	 */
	COOL_DOWN(true),

	/**
	 * The gateway has said that nothing is left.
	 */
	EXHAUSTED(true),

	/**
	 * The requests of the last minute.
	 */
	REQUESTS(true),

	/**
	 * The input tokens of the last minute.
	 */
	INPUT_TOKENS(true),

	/**
	 * The output tokens of the last minute.
	 */
	OUTPUT_TOKENS(true),

	/**
	 * One request finds out whether the key may be used again.
	 */
	TRIAL(false),

	/**
	 * An older call of another replica.
	 */
	ORDER(false),

	/**
	 * The open calls.
	 */
	CONCURRENCY(false);

	private final boolean known;

	Obstacle(boolean known) {
		this.known = known;
	}

	/**
	 * Return whether it is known how long it stays at least.
	 */
	boolean isKnown() {
		return this.known;
	}

	/**
	 * Return whether it is in the way of every call of the key, whatever its numbers.
	 */
	boolean concernsAll() {
		return this == COOL_DOWN || this == EXHAUSTED;
	}

}
