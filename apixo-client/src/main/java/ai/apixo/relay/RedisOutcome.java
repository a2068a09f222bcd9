package ai.apixo.relay;

/**
 * What became of a record that was to be added to a log.
 */
enum RedisOutcome {

	/**
	 * It is in the log.
	 */
	STORED,

	/**
	 * There is one with its number, or a later one.
	 */
	TAKEN,

	/**
	 * There is no such log.
	 */
	GONE

}
