package ai.apixo.client.connector;

import reactor.core.publisher.Mono;

/**
 * The thread of a connection that calls the connector where all its connections do.
 */
interface DelegatingThread extends ConnectionThread {

	/**
	 * Return where the connector may be called.
	 */
	ConnectionThread threads();

	@Override
	default Mono<Void> write(Mono<Void> writing) {
		return threads().write(writing);
	}

	@Override
	default void call(Runnable call) {
		threads().call(call);
	}

	@Override
	default void callBetweenSignals(Runnable call) {
		threads().callBetweenSignals(call);
	}

}
