package ai.apixo.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundle;

import ai.apixo.boot.autoconfigure.ApixoHttpProperties.Protocol;

/**
 * Creates connectors for the gateway from the application's own builder and settings.
 *
 * <p>
 * Proxies, address filters and other choices of the application are kept. Redirects are
 * never followed because they would carry the key elsewhere (SEC-1), cookies are never
 * kept, and a read timeout is not inherited: it means something else with each library,
 * and with most it would cut a stream.
 */
final class ApixoConnectorFactory {

	private final ClientHttpConnectorBuilder<?> builder;

	private final HttpClientSettings settings;

	private final ApixoHttpProperties properties;

	/**
	 * Create a factory.
	 * @param builder the builder of the application's connectors
	 * @param settings the settings of the application's connectors
	 * @param properties the HTTP properties of the gateway
	 */
	ApixoConnectorFactory(ClientHttpConnectorBuilder<?> builder, HttpClientSettings settings,
			ApixoHttpProperties properties) {
		this.builder = builder;
		this.settings = settings.withTimeouts(properties.getConnectTimeout(), null)
			.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withCookieHandling(HttpCookieHandling.DISABLE);
		this.properties = properties;
	}

	/**
	 * Create a connector.
	 * @param sslBundle the trust and key material, or {@code null} for those of the
	 * settings
	 * @return the connector
	 */
	OwnedConnector create(@Nullable SslBundle sslBundle) {
		HttpClientSettings settings = (sslBundle != null) ? this.settings.withSslBundle(sslBundle) : this.settings;
		if (this.builder instanceof ReactorClientHttpConnectorBuilder reactor) {
			return ReactorNettyConnector.create(reactor, settings, this.properties);
		}
		if (this.builder instanceof JdkClientHttpConnectorBuilder jdk) {
			return JdkConnector.create(jdk, settings, this.properties);
		}
		if (this.properties.getProtocol() == Protocol.HTTP2) {
			throw new InvalidConfigurationPropertyValueException("apixo.http.protocol", this.properties.getProtocol(),
					"HTTP/2 is supported with Reactor Netty and the JDK's HTTP client only. "
							+ "Set 'spring.http.clients.reactive.connector' to 'reactor'.");
		}
		if (this.builder instanceof JettyClientHttpConnectorBuilder jetty) {
			return JettyConnector.create(jetty, settings, this.properties);
		}
		return OwnedConnector.of(this.builder.build(settings));
	}

}
