package ai.apixo.boot.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.JettyClientHttpConnector;

import ai.apixo.client.connector.JettyGateway;

/**
 * A Jetty connector. Jetty ends open calls when it is stopped, so a replaced connector is
 * stopped only when the application closes.
 */
final class JettyConnector {

	private JettyConnector() {
	}

	static OwnedConnector create(JettyClientHttpConnectorBuilder builder, HttpClientSettings settings,
			ApixoHttpProperties properties) {
		AtomicReference<@Nullable HttpClient> client = new AtomicReference<>();
		JettyClientHttpConnector connector = builder.withHttpClientCustomizer((httpClient) -> {
			JettyGateway.configure(httpClient);
			httpClient.setMaxConnectionsPerDestination(properties.getMaxConnections());
			useDaemonThreads(httpClient);
			client.set(httpClient);
		}).build(settings);
		// Otherwise within the first call, where loading certificates and opening
		// selectors would block an event loop.
		LifeCycle.start(client.get());
		return new OwnedConnector(connector, () -> LifeCycle.stop(client.get()), true);
	}

	/**
	 * Jetty's own threads would keep the JVM alive until the application closes (LIFE-1).
	 */
	private static void useDaemonThreads(HttpClient client) {
		if (client.getExecutor() == null) {
			QueuedThreadPool threads = new QueuedThreadPool();
			threads.setName("apixo-jetty");
			threads.setDaemon(true);
			client.setExecutor(threads);
		}
		if (client.getScheduler() == null) {
			client.setScheduler(new ScheduledExecutorScheduler("apixo-jetty-scheduler", true));
		}
	}

}
