package ai.apixo.relay;

/**
 * What the relays of a store do and have done in this application.
 *
 * @since 0.1.0
 */
public interface RelayActivity {

	/**
	 * Return the number of runs whose source runs here.
	 * @return the number at the moment
	 */
	int running();

	/**
	 * Return the number of watchers that are connected here.
	 * @return the number at the moment
	 */
	int watchers();

	/**
	 * Return the number of runs whose end was recorded here.
	 * @param state how they ended
	 * @return the number since the start; 0 for {@link RelayState#RUNNING}
	 */
	long ended(RelayState state);

	/**
	 * Return the number of watchers that went on where they had been cut.
	 * @return the number since the start
	 */
	long resumed();

	/**
	 * Return the number of watchers that began anew with a snapshot, because their last
	 * id was none of this run.
	 * @return the number since the start
	 */
	long snapshots();

}
