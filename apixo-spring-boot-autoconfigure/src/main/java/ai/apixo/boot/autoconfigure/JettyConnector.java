package ai.apixo.boot.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.JettyClientHttpConnector;

/**
 * A Jetty connector. Jetty closes open calls when it is stopped, so a replaced one is
 * stopped with the application.
 */
final class JettyConnector {

	private JettyConnector() {
	}

	static OwnedConnector create(JettyClientHttpConnectorBuilder builder, HttpClientSettings settings,
			ApixoHttpProperties properties) {
		AtomicReference<@Nullable HttpClient> client = new AtomicReference<>();
		JettyClientHttpConnector connector = builder.withHttpClientCustomizer((httpClient) -> {
			httpClient.setMaxConnectionsPerDestination(properties.getMaxConnections());
			httpClient.setFollowRedirects(false);
			httpClient.addEventListener(new NoContentDecoders());
			client.set(httpClient);
		}).build(settings);
		return new OwnedConnector(connector, () -> LifeCycle.stop(client.get()), true);
	}

	/**
	 * Removes what a starting client adds, so that no content encoding is asked for
	 * (HTTP-19).
	 */
	private static final class NoContentDecoders implements LifeCycle.Listener {

		@Override
		public void lifeCycleStarted(LifeCycle client) {
			((HttpClient) client).getContentDecoderFactories().clear();
		}

	}

}
