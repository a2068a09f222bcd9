package ai.apixo.boot.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.JettyClientHttpConnector;

import ai.apixo.client.connector.JettyGateway;

/**
 * A Jetty connector.
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
			// Its own threads would keep the JVM alive until the application closes
			// (LIFE-1).
			JettyGateway.useDaemonThreads(httpClient);
			client.set(httpClient);
		}).build(settings);
		// Otherwise within the first call, where loading certificates and opening
		// selectors would block an event loop.
		LifeCycle.start(client.get());
		return new OwnedConnector(connector, () -> LifeCycle.stop(client.get()));
	}

}
