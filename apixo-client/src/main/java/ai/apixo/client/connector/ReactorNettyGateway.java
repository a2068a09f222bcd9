package ai.apixo.client.connector;

import java.time.Duration;
import java.util.function.BiPredicate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider.ConnectionMetadata;

/**
 * Sets an HTTP client of Reactor Netty up for a gateway. To be used only where Reactor
 * Netty is on the class path.
 *
 * @since 0.1.0
 */
public final class ReactorNettyGateway {

	private ReactorNettyGateway() {
	}

	/**
	 * Set a client up for a gateway. It follows no redirects, which would carry the key
	 * elsewhere, asks for no compression, which makes proxies hold streams back, skips
	 * informational responses, and reads a response that has come although the rest of
	 * the request cannot be written.
	 * @param client the client
	 * @return the client with these settings
	 */
	public static HttpClient configure(HttpClient client) {
		return configure(client, true);
	}

	/**
	 * Set a client up for a gateway in the same way, but so that each piece of a body is
	 * passed on as it comes. Decoding costs more then; it is for those who keep the
	 * pieces.
	 * @param client the client
	 * @return the client with these settings
	 */
	public static HttpClient configureForPieces(HttpClient client) {
		return configure(client, false);
	}

	private static HttpClient configure(HttpClient client, boolean joining) {
		return client.followRedirect(false)
			.compress(false)
			.option(ChannelOption.AUTO_CLOSE, false)
			.doOnRequest((request, connection) -> connection.addHandlerLast(NettyResponse.NAME,
					new NettyResponse(NettyTraffic.of(connection.channel()), joining)))
			.doOnChannelInit((observer, channel, address) -> {
				limitHandshakes(channel);
				NettyTraffic.observe(channel);
			});
	}

	/**
	 * Return which connections of a pool are not to be used again: those that were closed
	 * or are about to be, as far as the gateway has said, and those of HTTP/2 on which
	 * too many streams were cancelled.
	 * @param maxIdleTime the maximum time for which a connection may be idle
	 * @return the predicate for the pool
	 */
	public static BiPredicate<Connection, ConnectionMetadata> eviction(Duration maxIdleTime) {
		return (connection, metadata) -> {
			Channel channel = connection.channel();
			return !channel.isActive() || !connection.isPersistent()
					|| metadata.idleTime() >= NettyTraffic.of(channel).maxIdleMillis(maxIdleTime.toMillis())
					|| NettyTraffic.of(channel).isRetired();
		};
	}

	/**
	 * What a proxy and TLS need belongs to the time to connect.
	 */
	private static void limitHandshakes(Channel channel) {
		int millis = channel.config().getConnectTimeoutMillis();
		if (millis <= 0) {
			return;
		}
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		if (tls != null) {
			tls.setHandshakeTimeoutMillis(millis);
		}
		ProxyHandler proxy = channel.pipeline().get(ProxyHandler.class);
		if (proxy != null) {
			proxy.setConnectTimeoutMillis(millis);
		}
	}

	/**
	 * Return the event loop of a request's connection.
	 * @param request a request that has a connection
	 * @return its event loop, or {@code null} if another connector sends the request
	 */
	static @Nullable ConnectionThread connectionThread(ClientHttpRequest request) {
		return (request.getNativeRequest() instanceof Connection connection) ? EventLoopThread.of(connection.channel())
				: null;
	}

	/**
	 * Create the connector of clients that were given none, on Reactor's global resources
	 * and through the proxies of the JVM.
	 */
	static ClientHttpConnector connector(Duration connectTimeout) {
		return new ReactorClientHttpConnector(configure(HttpClient.create().proxyWithSystemProperties())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis()));
	}

}
