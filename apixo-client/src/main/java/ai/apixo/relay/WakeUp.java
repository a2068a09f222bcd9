package ai.apixo.relay;

/**
 * A message to all replicas.
 *
 * @param key the run
 * @param number the number of its last record, or {@link #STOP}
 */
record WakeUp(RelayKey key, int number) {

	/**
	 * The number that asks the owner to stop the run.
	 */
	static final int STOP = -1;

	/**
	 * Read a message.
	 * @param message the message
	 * @return the wake-up; of no run if it is not one of ours
	 */
	static WakeUp of(String message) {
		int colon = message.indexOf(':');
		try {
			return new WakeUp(new RelayKey(message.substring(0, Math.max(colon, 0))),
					Integer.parseInt(message.substring(colon + 1)));
		}
		catch (NumberFormatException ex) {
			return new WakeUp(new RelayKey(""), 0);
		}
	}

	String message() {
		return this.key + ":" + this.number;
	}

}
