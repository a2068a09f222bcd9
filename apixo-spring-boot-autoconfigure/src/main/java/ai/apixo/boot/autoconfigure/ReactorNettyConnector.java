package ai.apixo.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import ai.apixo.boot.autoconfigure.ApixoHttpProperties.Protocol;
import ai.apixo.client.connector.ReactorNettyGateway;

/**
 * A Reactor Netty connector with a pool and event loops of its own. Another application
 * context that closes in the same JVM ends Reactor's global ones, and with them all
 * streams that run on them. The threads start with the first connections.
 */
final class ReactorNettyConnector {

	/**
	 * Shorter than the idle limits of proxies and address translators in between, which
	 * drop a connection silently.
	 */
	private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(45);

	private static final Duration CLOSING_TIME = Duration.ofSeconds(2);

	private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(15);

	private ReactorNettyConnector() {
	}

	/**
	 * Create a connector. With key or trust material it is made at once, so that what is
	 * wrong with it fails the start.
	 */
	static OwnedConnector create(ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings,
			ApixoHttpProperties properties) {
		if (settings.sslBundle() != null) {
			return open(builder, settings, properties);
		}
		DeferredConnector connector = new DeferredConnector(() -> open(builder, settings, properties));
		return new OwnedConnector(connector, connector::close);
	}

	private static OwnedConnector open(ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings,
			ApixoHttpProperties properties) {
		ConnectionProvider pool = pool(properties);
		LoopResources eventLoops = LoopResources.create("apixo");
		boolean http2 = properties.getProtocol() == Protocol.HTTP2;
		SslBundle sslBundle = settings.sslBundle();
		return new OwnedConnector(builder.withHttpClientFactory(() -> HttpClient.create(pool).runOn(eventLoops))
			.withHttpClientDefaults(HttpClient::proxyWithSystemProperties)
			.withHttpClientCustomizer(ReactorNettyGateway::configure)
			.withHttpClientCustomizer((client) -> http2 ? http2(client, sslBundle) : client)
			.build(settings), () -> close(pool, eventLoops));
	}

	private static void close(ConnectionProvider pool, LoopResources eventLoops) {
		pool.disposeLater()
			.onErrorComplete()
			.then(eventLoops.disposeLater(Duration.ZERO, CLOSING_TIME))
			.onErrorComplete()
			.subscribe();
	}

	private static ConnectionProvider pool(ApixoHttpProperties properties) {
		return ConnectionProvider.builder("apixo")
			.maxConnections(properties.getMaxConnections())
			.pendingAcquireTimeout(properties.getConnectTimeout())
			// Waiting is bounded by its time; by default only twice the pool may wait.
			.pendingAcquireMaxCount(-1)
			.evictionPredicate(ReactorNettyGateway.eviction(MAX_IDLE_TIME))
			.evictInBackground(EVICTION_INTERVAL)
			.build();
	}

	private static HttpClient http2(HttpClient client, @Nullable SslBundle sslBundle) {
		HttpClient http2 = client.protocol(HttpProtocol.H2, HttpProtocol.HTTP11);
		return (sslBundle != null) ? http2.secure((spec) -> spec.sslContext(http2Context(sslBundle))) : http2;
	}

	/**
	 * Boot's own TLS context does not offer HTTP/2 to the server.
	 */
	private static GenericSslContextSpec<?> http2Context(SslBundle sslBundle) {
		SslManagerBundle managers = sslBundle.getManagers();
		SslOptions options = sslBundle.getOptions();
		return Http2SslContextSpec.forClient().configure((context) -> {
			context.keyManager(managers.getKeyManagerFactory()).trustManager(managers.getTrustManagerFactory());
			if (options.getEnabledProtocols() != null) {
				context.protocols(options.getEnabledProtocols());
			}
			if (options.getCiphers() != null) {
				context.ciphers(SslOptions.asSet(options.getCiphers()));
			}
		});
	}

}
