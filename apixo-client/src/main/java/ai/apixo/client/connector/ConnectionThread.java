package ai.apixo.client.connector;

import reactor.core.publisher.Mono;

/**
 * The thread on which the connector of one request may be called.
 *
 * @since 0.1.0
 */
public interface ConnectionThread {

	/**
	 * Write the request on this thread.
	 * @param writing writes the request
	 * @return what to subscribe to instead
	 */
	Mono<Void> write(Mono<Void> writing);

	/**
	 * Call the connector at once if the current thread may, else soon.
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
