package ai.apixo.boot.autoconfigure;

import java.net.http.HttpClient;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;

import ai.apixo.boot.autoconfigure.ApixoHttpProperties.Protocol;

/**
 * A connector on the JDK's HTTP client. It works but for one thing: cancelling a stream
 * does not close its connection, since Spring Framework's adapter caches the body.
 */
final class JdkConnector {

	private static final Log logger = LogFactory.getLog(JdkConnector.class);

	private JdkConnector() {
	}

	static OwnedConnector create(JdkClientHttpConnectorBuilder builder, HttpClientSettings settings,
			ApixoHttpProperties properties) {
		logger.warn("The JDK's HTTP client does not close the connection of a cancelled stream, so that the gateway "
				+ "generates and bills it to the end. Add 'io.projectreactor.netty:reactor-netty-http' or set "
				+ "'spring.http.clients.reactive.connector' to 'reactor'.");
		// Without TLS, HTTP/2 here means an upgrade header that gateways do not expect.
		HttpClient.Version version = (properties.getProtocol() == Protocol.HTTP2) ? HttpClient.Version.HTTP_2
				: HttpClient.Version.HTTP_1_1;
		return OwnedConnector.of(builder
			.withHttpClientCustomizer((client) -> client.version(version).followRedirects(HttpClient.Redirect.NEVER))
			.build(settings));
	}

}
