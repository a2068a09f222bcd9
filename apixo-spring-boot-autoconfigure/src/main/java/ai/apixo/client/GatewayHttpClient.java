package ai.apixo.client;

import java.time.Duration;

import io.netty.channel.ChannelOption;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

/**
 * What an HTTP client of Reactor Netty needs to talk to a gateway. To be used only where
 * Reactor Netty is on the class path.
 *
 * @since 0.1.0
 */
public final class GatewayHttpClient {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private GatewayHttpClient() {
	}

	/**
	 * Set a client up for a gateway: it follows no redirects, for they would carry the
	 * key elsewhere, asks for no compression, which makes proxies hold streams back, and
	 * passes over informational answers.
	 * @param client the client
	 * @return the client with these settings
	 */
	public static HttpClient configure(HttpClient client) {
		return client.followRedirect(false)
			.compress(false)
			.doOnRequest((request, connection) -> connection.addHandlerLast(InformationalAnswers.NAME,
					new InformationalAnswers()));
	}

	/**
	 * The connector of clients that were given none, on Reactor's global resources.
	 */
	static ClientHttpConnector connector() {
		return new ReactorClientHttpConnector(configure(HttpClient.create()).protocol(HttpProtocol.HTTP11)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis()));
	}

}
