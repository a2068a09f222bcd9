package ai.apixo.boot.autoconfigure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * The connector of all clients of an application, replaced by a new one when the SSL
 * bundle changes. Calls that are open go on with the old one.
 *
 * <p>
 * A bean that is no {@code ClientHttpConnector} itself, so that the application's own is
 * left as it is.
 */
final class SharedConnector implements DisposableBean {

	private final ApixoConnectorFactory factory;

	private final Supplier<@Nullable SslBundle> sslBundle;

	private final Deque<OwnedConnector> owned = new ArrayDeque<>();

	private volatile ClientHttpConnector current;

	/**
	 * Creates the connector.
	 * @param factory makes connectors
	 * @param sslBundle where the certificates come from
	 */
	SharedConnector(ApixoConnectorFactory factory, Supplier<@Nullable SslBundle> sslBundle) {
		this.factory = factory;
		this.sslBundle = sslBundle;
		this.current = own(factory.create(sslBundle.get()));
	}

	/**
	 * The connector to use.
	 * @return a connector that always leads to the current one
	 */
	ClientHttpConnector connector() {
		return (method, uri, request) -> this.current.connect(method, uri, request);
	}

	/**
	 * Uses the certificates as they are now for calls to come.
	 */
	synchronized void renew() {
		OwnedConnector replaced = this.owned.getLast();
		this.current = own(this.factory.create(this.sslBundle.get()));
		replaced.retire().run();
	}

	private ClientHttpConnector own(OwnedConnector connector) {
		this.owned.add(connector);
		return connector.connector();
	}

	@Override
	public synchronized void destroy() {
		while (!this.owned.isEmpty()) {
			this.owned.removeLast().close().run();
		}
	}

}
