package ai.apixo.relay;

import java.util.List;

/**
 * Where the events of a run that was claimed are written.
 */
interface RunLog {

	/**
	 * Note who writes.
	 * @param run the run, which can be ended from now on
	 */
	void opened(ActiveRun run);

	/**
	 * Append events.
	 * @param first the number of the first one
	 * @param events the events, at least one
	 * @param receipt told when that has been done, perhaps at once; nothing is appended
	 * before
	 */
	void append(int first, List<byte[]> events, Receipt receipt);

	/**
	 * Record the end.
	 * @param number the number after the last event
	 * @param end the end
	 * @param receipt told when that has been done, perhaps at once
	 */
	void end(int number, RunEnd end, Receipt receipt);

	/**
	 * Is told what became of what was to be written. Exactly one method is called.
	 */
	interface Receipt {

		/**
		 * It is written.
		 */
		void stored();

		/**
		 * There is no room for it; the end can still be recorded.
		 */
		void full();

		/**
		 * It is not written and nothing else will be: the log is gone, is another's, or
		 * is out of reach.
		 */
		void refused();

	}

}
