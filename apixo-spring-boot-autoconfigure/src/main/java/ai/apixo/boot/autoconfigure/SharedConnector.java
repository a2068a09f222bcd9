package ai.apixo.boot.autoconfigure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.core.scheduler.Schedulers;

/**
 * The connector of all clients of an application, replaced when the SSL bundle changes.
 * Open calls, and those that wait for a connection, continue with the old one, which is
 * released when the last of them has ended.
 *
 * <p>
 * Not a {@code ClientHttpConnector} itself, so that the application's own bean is left as
 * it is.
 */
final class SharedConnector implements DisposableBean {

	private final ApixoConnectorFactory factory;

	private final Supplier<@Nullable SslBundle> sslBundle;

	private final Consumer<Runnable> whenOpenCallsHaveEnded;

	private final Set<OwnedConnector> replaced = ConcurrentHashMap.newKeySet();

	private volatile OwnedConnector current;

	private boolean closed;

	/**
	 * Create the connector.
	 * @param factory the factory of connectors
	 * @param sslBundle the source of the trust and key material
	 * @param whenOpenCallsHaveEnded runs an action once the calls that are open have
	 * ended
	 */
	SharedConnector(ApixoConnectorFactory factory, Supplier<@Nullable SslBundle> sslBundle,
			Consumer<Runnable> whenOpenCallsHaveEnded) {
		this.factory = factory;
		this.sslBundle = sslBundle;
		this.whenOpenCallsHaveEnded = whenOpenCallsHaveEnded;
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
	 * Use the current trust and key material for new calls, unless the application has
	 * closed.
	 */
	synchronized void renew() {
		if (this.closed) {
			return;
		}
		OwnedConnector before = this.current;
		this.current = this.factory.create(this.sslBundle.get());
		this.replaced.add(before);
		// Jetty waits for its own threads when it stops, and the last call ends on one.
		this.whenOpenCallsHaveEnded.accept(() -> Schedulers.boundedElastic().schedule(() -> release(before)));
	}

	private void release(OwnedConnector connector) {
		if (this.replaced.remove(connector)) {
			connector.close().run();
		}
	}

	@Override
	public synchronized void destroy() {
		this.closed = true;
		try {
			this.current.close().run();
		}
		finally {
			this.replaced.forEach(this::release);
		}
	}

}
