package ai.apixo.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * The connector of all clients of an application, replaced when the SSL bundle changes.
 * Open calls continue with the old one.
 *
 * <p>
 * Not a {@code ClientHttpConnector} itself, so that the application's own bean is left as
 * it is.
 */
final class SharedConnector implements DisposableBean {

	private final ApixoConnectorFactory factory;

	private final Supplier<@Nullable SslBundle> sslBundle;

	private final List<OwnedConnector> replaced = new ArrayList<>();

	private volatile OwnedConnector current;

	/**
	 * Create the connector.
	 * @param factory the factory of connectors
	 * @param sslBundle the source of the trust and key material
	 */
	SharedConnector(ApixoConnectorFactory factory, Supplier<@Nullable SslBundle> sslBundle) {
		this.factory = factory;
		this.sslBundle = sslBundle;
		this.current = factory.create(sslBundle.get());
	}

	/**
	 * Return the connector to use.
	 * @return a connector that always delegates to the current one
	 */
	ClientHttpConnector connector() {
		return (method, uri, request) -> this.current.connector().connect(method, uri, request);
	}

	/**
	 * Use the current trust and key material for new calls.
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
