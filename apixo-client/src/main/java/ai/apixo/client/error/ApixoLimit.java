package ai.apixo.client.error;

/**
 * A limit of the client that a call can run into.
 *
 * @since 0.1.0
 */
public enum ApixoLimit {

	/**
	 * The time to connect, and to wait for a free connection.
	 */
	CONNECT_TIMEOUT,

	/**
	 * The time until the status and headers of a response have arrived.
	 */
	RESPONSE_TIMEOUT,

	/**
	 * The time for which the gateway may be silent in the middle of a response.
	 */
	IDLE_TIMEOUT,

	/**
	 * The time that a call may take as a whole.
	 */
	TOTAL_TIMEOUT,

	/**
	 * The number of connections.
	 */
	MAX_CONNECTIONS,

	/**
	 * The size of one stream event, or of a response that is not streamed.
	 */
	MAX_MESSAGE_SIZE,

	/**
	 * The size of the events of one run of the relay.
	 */
	MAX_RUN_SIZE,

	/**
	 * The size of all runs that the relay keeps in memory.
	 */
	MAX_RELAY_MEMORY,

	/**
	 * The time that a run of tools may take.
	 */
	RUN_TIMEOUT,

	/**
	 * The time that a call may wait for its turn under the limits of its key.
	 */
	MAX_WAIT,

	/**
	 * The number of calls that may wait for their turn.
	 */
	QUEUE_CAPACITY

}
