package ai.apixo.client.connector;

import java.time.Duration;

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

	/**
	 * Run a task once the connection of a cancelled request is closed.
	 * @param task the task, which is run at once if cancelling has closed it
	 */
	default void afterClosing(Runnable task) {
		task.run();
	}

	/**
	 * Call the connector after it has read what has come, if it can. A process that stood
	 * still has a clock that runs ahead of its connections.
	 * @param call the call
	 */
	default void callAfterReading(Runnable call) {
		call.run();
	}

	/**
	 * Return whether the request may be sent again though it may have arrived: it went
	 * over a connection that had been used before, which has brought nothing since, as
	 * happens when the gateway closes an idle connection at that moment; or the gateway
	 * has said that it did nothing.
	 * @return whether it may, provided that the connection has failed
	 */
	default boolean isUnanswered() {
		return false;
	}

	/**
	 * Return whether cancelling the body is all that it takes to end the exchange, so
	 * that nothing has to be kept of what came before.
	 * @return whether it is; some connectors close the connection only when the request
	 * is cancelled as well
	 */
	default boolean endsWithBody() {
		return false;
	}

	/**
	 * Take note that a limit is over because nothing came.
	 * @param limit the limit
	 */
	default void silentFor(Duration limit) {
	}

	/**
	 * Add to a failure of the connection what is known of its reason, as a suppressed
	 * exception.
	 * @param failure a failure that came before the response
	 */
	default void explain(Throwable failure) {
	}

}
