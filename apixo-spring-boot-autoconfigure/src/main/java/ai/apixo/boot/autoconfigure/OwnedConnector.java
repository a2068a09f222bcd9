package ai.apixo.boot.autoconfigure;

import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * A connector of our own, with what has to be done when it is replaced or no longer
 * needed.
 *
 * @param connector the connector
 * @param retire run when another takes its place: lets its open calls go on
 * @param close run when the application has closed
 */
record OwnedConnector(ClientHttpConnector connector, Runnable retire, Runnable close) {

	/**
	 * A connector that holds nothing that must be released.
	 * @param connector the connector
	 * @return the owned connector
	 */
	static OwnedConnector of(ClientHttpConnector connector) {
		return new OwnedConnector(connector, () -> {
		}, () -> {
		});
	}

}
