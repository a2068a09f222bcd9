package ai.apixo.client.connector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Outcome;
import ai.apixo.client.Requests;
import ai.apixo.client.Retries;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The connectors of clients that are built without Spring Boot and without a
 * {@code WebClient.Builder}.
 */
class DefaultConnectorTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final List<String> PROPERTIES = List.of("https.proxyHost", "https.proxyPort", "http.proxyHost",
			"http.proxyPort", "http.nonProxyHosts");

	static List<Arguments> connectors() {
		return List.of(
				Arguments.of(Named.<Supplier<ClientHttpConnector>>of("Reactor Netty",
						() -> ReactorNettyGateway.connector(TIMEOUT))),
				Arguments.of(Named.<Supplier<ClientHttpConnector>>of("Jetty", () -> JettyGateway.connector(TIMEOUT))));
	}

	@AfterEach
	void clear() {
		PROPERTIES.forEach(System::clearProperty);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	@DisplayName("FIELD-16 the proxies of the JVM are used without Spring Boot")
	void usesProxiesOfTheJvm(Supplier<ClientHttpConnector> connector) throws IOException {
		try (Proxy proxy = new Proxy()) {
			set(Map.of("https.proxyHost", "127.0.0.1", "https.proxyPort", String.valueOf(proxy.port())));
			assertThat(failure("https://gateway.example", connector))
				.contains("the proxy responded with status 403 Forbidden");
			assertThat(proxy.asked).containsExactly("CONNECT gateway.example:443 HTTP/1.1");
		}
	}

	@ParameterizedTest
	@MethodSource("connectors")
	@DisplayName("FIELD-16 hosts that the JVM excludes are asked without a proxy")
	void passesProxiesBy(Supplier<ClientHttpConnector> connector) throws IOException {
		try (Proxy proxy = new Proxy(); Proxy gateway = new Proxy()) {
			set(Map.of("https.proxyHost", "127.0.0.1", "https.proxyPort", String.valueOf(proxy.port()),
					"http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(proxy.port()), "http.nonProxyHosts",
					"*.example|127.0.*"));
			assertThat(failure("http://127.0.0.1:" + gateway.port(), connector)).contains("status 403");
			assertThat(gateway.asked).containsExactly("POST /v1/messages HTTP/1.1");
			assertThat(proxy.asked).isEmpty();
		}
	}

	private static void set(Map<String, String> properties) {
		properties.forEach(System::setProperty);
	}

	private static String failure(String baseUrl, Supplier<ClientHttpConnector> connector) {
		Outcome<?> outcome = Outcome.of(ApixoMessagesClient.builder()
			.apiKey(Requests.KEY)
			.baseUrl(baseUrl)
			.webClientBuilder(WebClient.builder().clientConnector(connector.get()))
			.retry(Retries.none())
			.build()
			.stream(Requests.hello()));
		return String.valueOf(outcome.failure());
	}

	/**
	 * Takes down what it is asked first and refuses it.
	 */
	private static final class Proxy implements AutoCloseable {

		private final ServerSocket serverSocket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

		/**
		 * Holds on to the connections, which a garbage collection would close otherwise.
		 */
		private final List<Socket> sockets = new CopyOnWriteArrayList<>();

		private final List<String> asked = new CopyOnWriteArrayList<>();

		private Proxy() throws IOException {
			Thread thread = new Thread(this::accept, "proxy");
			thread.setDaemon(true);
			thread.start();
		}

		private int port() {
			return this.serverSocket.getLocalPort();
		}

		private void accept() {
			try {
				while (true) {
					Socket socket = this.serverSocket.accept();
					this.sockets.add(socket);
					BufferedReader reader = new BufferedReader(
							new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
					this.asked.add(String.valueOf(reader.readLine()));
					socket.getOutputStream()
						.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"
							.getBytes(StandardCharsets.US_ASCII));
					socket.getOutputStream().flush();
				}
			}
			catch (IOException ex) {
				// The test is over.
			}
		}

		@Override
		public void close() throws IOException {
			this.serverSocket.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}

	}

}
