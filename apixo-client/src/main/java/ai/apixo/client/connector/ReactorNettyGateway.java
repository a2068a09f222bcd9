package ai.apixo.client.connector;

import java.time.Duration;

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

/**
 * Sets an HTTP client of Reactor Netty up for a gateway. To be used only where Reactor
 * Netty is on the class path.
 *
 * @since 0.1.0
 */
public final class ReactorNettyGateway {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private ReactorNettyGateway() {
	}

	/**
	 * Set a client up for a gateway. It follows no redirects, which would carry the key
	 * elsewhere, asks for no compression, which makes proxies hold streams back, and
	 * skips informational responses.
	 * @param client the client
	 * @return the client with these settings
	 */
	public static HttpClient configure(HttpClient client) {
		return client.followRedirect(false)
			.compress(false)
			.doOnRequest((request, connection) -> connection.addHandlerLast(InformationalResponses.NAME,
					new InformationalResponses()))
			.doOnChannelInit((observer, channel, address) -> limitHandshakes(channel));
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
		return (request.getNativeRequest() instanceof Connection connection)
				? new EventLoopThread(connection.channel().eventLoop()) : null;
	}

	/**
	 * Create the connector of clients that were given none, on Reactor's global
	 * resources.
	 */
	static ClientHttpConnector connector() {
		return new ReactorClientHttpConnector(configure(HttpClient.create())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis()));
	}

}
