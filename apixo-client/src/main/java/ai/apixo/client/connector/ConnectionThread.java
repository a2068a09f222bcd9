package ai.apixo.client.connector;

import reactor.core.publisher.Mono;

/**
 * Where the connector of one request may be called.
 *
 * @since 0.1.0
 */
public interface ConnectionThread {

	/**
	 * Let the request be written where the connector may be called.
	 * @param writing writes the request
	 * @return what to subscribe to in its place
	 */
	Mono<Void> write(Mono<Void> writing);

	/**
	 * Call the connector as soon as this thread may.
	 * @param call the call
	 */
	void call(Runnable call);

	/**
	 * Call the connector between two signals of the connection, if the connection has a
	 * thread of its own.
	 * @param call the call
	 */
	void callBetweenSignals(Runnable call);

}
