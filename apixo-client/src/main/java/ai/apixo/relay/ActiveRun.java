package ai.apixo.relay;

/**
 * A run whose source runs here.
 */
interface ActiveRun {

	/**
	 * End the run, unless it has ended by itself: cancel its source, write what has
	 * arrived, and record the end.
	 * @param state how it ends
	 */
	void end(RelayState state);

	/**
	 * Give the run up: cancel its source and write nothing.
	 */
	void giveUp();

}
