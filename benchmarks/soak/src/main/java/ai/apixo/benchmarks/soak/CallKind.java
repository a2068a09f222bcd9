package ai.apixo.benchmarks.soak;

/**
 * How a subscriber takes its answer.
 */
enum CallKind {

	/**
	 * As fast as it comes.
	 */
	STREAMED,

	/**
	 * Event by event on demand.
	 */
	ON_DEMAND,

	/**
	 * In one piece.
	 */
	WHOLE,

	/**
	 * Event by event, and cancelled half way.
	 */
	CANCELLED

}
