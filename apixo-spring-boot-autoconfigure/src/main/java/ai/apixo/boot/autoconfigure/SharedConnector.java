package ai.apixo.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
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

	private final List<OwnedConnector> replaced = new ArrayList<>();

	private volatile OwnedConnector current;

	/**
	 * Create the connector.
	 * @param factory makes connectors
	 * @param sslBundle where the certificates come from
	 */
	SharedConnector(ApixoConnectorFactory factory, Supplier<@Nullable SslBundle> sslBundle) {
		this.factory = factory;
		this.sslBundle = sslBundle;
		this.current = factory.create(sslBundle.get());
	}

	/**
	 * The connector to use.
	 * @return a connector that always leads to the current one
	 */
	ClientHttpConnector connector() {
		return (method, uri, request) -> this.current.connector().connect(method, uri, request);
	}

	/**
	 * Use the certificates as they are now for calls to come.
	 */
	synchronized void renew() {
		OwnedConnector before = this.current;
		this.current = this.factory.create(this.sslBundle.get());
		if (before.closeEndsCalls()) {
			this.replaced.add(before);
		}
		else {
			before.close().run();
		}
	}

	@Override
	public synchronized void destroy() {
		this.current.close().run();
		this.replaced.forEach((connector) -> connector.close().run());
		this.replaced.clear();
	}

}
