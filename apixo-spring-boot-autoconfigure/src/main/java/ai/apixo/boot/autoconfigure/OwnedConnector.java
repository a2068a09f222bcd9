package ai.apixo.boot.autoconfigure;

import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * A connector of our own, with what it takes to release it.
 *
 * @param connector the connector
 * @param close releases what the connector holds
 * @param closeEndsCalls whether that ends calls that are open, so that it must wait until
 * the application closes
 */
record OwnedConnector(ClientHttpConnector connector, Runnable close, boolean closeEndsCalls) {

	/**
	 * A connector that holds nothing that must be released.
	 * @param connector the connector
	 * @return the owned connector
	 */
	static OwnedConnector of(ClientHttpConnector connector) {
		return new OwnedConnector(connector, () -> {
		}, false);
	}

}
