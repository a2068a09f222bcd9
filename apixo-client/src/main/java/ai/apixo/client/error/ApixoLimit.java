package ai.apixo.client.error;

/**
 * A limit of the client that a call can exceed.
 *
 * @since 0.1.0
 */
public enum ApixoLimit {

	/**
	 * The maximum time to establish a connection, and to wait for a free one.
	 */
	CONNECT_TIMEOUT,

	/**
	 * The maximum time to wait for the status and headers of a response.
	 */
	RESPONSE_TIMEOUT,

	/**
	 * The maximum time that the gateway may be silent in the middle of a response.
	 */
	IDLE_TIMEOUT,

	/**
	 * The maximum time for a whole call.
	 */
	TOTAL_TIMEOUT,

	/**
	 * The maximum number of connections.
	 */
	MAX_CONNECTIONS,

	/**
	 * The maximum size of one stream event, or of a response that is not streamed.
	 */
	MAX_MESSAGE_SIZE,

	/**
	 * The maximum size of the events of one run of the relay.
	 */
	MAX_RUN_SIZE,

	/**
	 * The maximum size of all runs that the relay keeps in memory.
	 */
	MAX_RELAY_MEMORY,

	/**
	 * The maximum time for a tool run.
	 */
	RUN_TIMEOUT,

	/**
	 * The maximum time that a call may wait for its turn under the limits of its key.
	 */
	MAX_WAIT,

	/**
	 * The maximum number of calls that may wait for their turn.
	 */
	QUEUE_CAPACITY

}
