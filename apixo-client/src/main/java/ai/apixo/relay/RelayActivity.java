package ai.apixo.relay;

/**
 * The activity of the relays of a store in this application.
 *
 * @since 0.1.0
 */
public interface RelayActivity {

	/**
	 * Return the number of runs whose source runs in this application.
	 * @return the current number
	 */
	int running();

	/**
	 * Return the number of watchers that are connected to this application.
	 * @return the current number
	 */
	int watchers();

	/**
	 * Return the number of runs whose end this application recorded.
	 * @param state how they ended
	 * @return the number since the start; 0 for {@link RelayState#RUNNING}
	 */
	long ended(RelayState state);

	/**
	 * Return the number of watchers that resumed where they were interrupted.
	 * @return the number since the start
	 */
	long resumed();

	/**
	 * Return the number of watchers that started over with a snapshot, because their last
	 * id did not belong to the run.
	 * @return the number since the start
	 */
	long snapshots();

}
