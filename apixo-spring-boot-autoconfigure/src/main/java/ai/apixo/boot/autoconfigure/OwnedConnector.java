package ai.apixo.boot.autoconfigure;

import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * A connector that this library has created, and how to release it.
 *
 * @param connector the connector
 * @param close releases the resources of the connector, which may end open calls
 */
record OwnedConnector(ClientHttpConnector connector, Runnable close) {

	/**
	 * Create a connector without resources to release.
	 * @param connector the connector
	 * @return the owned connector
	 */
	static OwnedConnector of(ClientHttpConnector connector) {
		return new OwnedConnector(connector, () -> {
		});
	}

}
