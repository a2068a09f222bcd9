package ai.apixo.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;

import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that fail on the way: in a proxy, or before TLS is spoken.
 */
@EachConnector
class SecureConnectionTests {

	private static final int SHORT = 500;

	private static final int LONG = 10_000;

	private final TestConnector connector;

	SecureConnectionTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@CsvSource({ "407 Proxy Authentication Required,false", "403 Forbidden,false", "502 Bad Gateway,true" })
	@DisplayName("FIELD-6 the status of a proxy that refuses is named, without advice about certificates")
	void namesTheProxysStatus(String status, boolean retryable) throws IOException {
		try (Server proxy = new Server("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\nno")) {
			ApixoConnectionException failure = failure(ApixoConnectionException.class, "https://gateway.example",
					proxy.port());
			assertThat(failure).hasMessageContaining("the proxy responded with status " + status)
				.hasMessageContaining("https://gateway.example/v1/messages");
			assertThat(String.valueOf(failure.getMessage())).doesNotContainIgnoringCase("certificate");
			assertThat(failure.isRetryable()).isEqualTo(retryable);
		}
	}

	@ParameterizedTest
	@EnumSource(Ending.class)
	@DisplayName("FIELD-6 a proxy that closes the connection is named")
	void namesProxiesThatClose(Ending ending) throws IOException {
		try (Server proxy = new Server(ending)) {
			ApixoConnectionException failure = failure(ApixoConnectionException.class, "https://gateway.example",
					proxy.port());
			assertThat(failure).hasMessageContaining("the proxy closed the connection");
			assertThat(failure.isRetryable()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 999 Denied\r\nContent-Length: 0\r\n\r\n" })
	@DisplayName("FIELD-6 what is no proxy is named so, and asked once")
	void namesWhatIsNoProxy(String response) throws IOException {
		try (Server proxy = new Server(response)) {
			ApixoConnectionException failure = failure(ApixoConnectionException.class, "https://gateway.example",
					proxy.port());
			assertThat(failure).hasMessageContaining("what the proxy responded is not HTTP");
			assertThat(failure.isRetryable()).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(Ending.class)
	@DisplayName("FIELD-6 a connection that ends before its TLS handshake is named so, and not made again and again")
	void namesHandshakesThatAreCutOff(Ending ending) throws IOException {
		try (Server server = new Server(ending)) {
			ApixoConnectionException failure = failure(ApixoConnectionException.class,
					"https://127.0.0.1:" + server.port(), null);
			assertThat(failure).hasMessageContaining("the connection was closed during the TLS handshake");
			assertThat(failure.isRetryable()).isFalse();
			// Both connectors make another one themselves now and then.
			assertThat(server.connections()).isLessThan(8);
		}
	}

	@Test
	@DisplayName("FIELD-6 a proxy that is silent is a timeout")
	void timesSilentProxiesOut() throws IOException {
		try (Server proxy = new Server(null, null)) {
			assertTimeout(failure(ApixoException.class, "https://gateway.example", proxy.port(), SHORT));
		}
	}

	@Test
	@DisplayName("FIELD-6 a port that does not speak TLS is named so, without a dump of what it said")
	void namesPlainPorts() throws IOException {
		try (Server plain = new Server("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
			ApixoConnectionException failure = failure(ApixoConnectionException.class,
					"https://127.0.0.1:" + plain.port(), null);
			String message = String.valueOf(failure.getMessage());
			assertThat(message).contains("does not speak TLS on this port")
				.doesNotContain("485454")
				.doesNotContainIgnoringCase("certificate");
			assertThat(failure.isRetryable()).isFalse();
		}
	}

	@Test
	@DisplayName("FIELD-6 a handshake that never ends counts against the time to connect")
	void endsHandshakes() throws IOException {
		try (Server silent = new Server(null, null)) {
			assertTimeout(failure(ApixoException.class, "https://127.0.0.1:" + silent.port(), null, SHORT));
		}
	}

	private static void assertTimeout(ApixoException failure) {
		assertThat(failure).isInstanceOfSatisfying(ApixoTimeoutException.class,
				(timeout) -> assertThat(timeout.limit()).isEqualTo(ApixoLimit.CONNECT_TIMEOUT));
	}

	private <E extends ApixoException> E failure(Class<E> type, String baseUrl, @Nullable Integer proxyPort) {
		return failure(type, baseUrl, proxyPort, LONG);
	}

	private <E extends ApixoException> E failure(Class<E> type, String baseUrl, @Nullable Integer proxyPort,
			int connectMillis) {
		return Outcome
			.of(ApixoMessagesClient.builder()
				.apiKey(Requests.KEY)
				.baseUrl(baseUrl)
				.webClientBuilder(WebClient.builder()
					.clientConnector(TestConnector.connecting(this.connector, connectMillis, proxyPort)))
				.retry(Retries.none())
				.build()
				.stream(Requests.hello()))
			.failure(type);
	}

	private enum Ending {

		AT_ONCE {

			@Override
			void end(Socket socket) throws IOException {
				socket.close();
			}

		},

		AFTER_READING {

			@Override
			void end(Socket socket) throws IOException {
				socket.getInputStream().read(new byte[4096]);
				socket.close();
			}

		},

		BY_RESET {

			@Override
			void end(Socket socket) throws IOException {
				socket.getInputStream().read();
				socket.setSoLinger(true, 0);
				socket.close();
			}

		};

		abstract void end(Socket socket) throws IOException;

	}

	/**
	 * Says one thing to whoever says something, or ends the connection, or does nothing.
	 */
	private static final class Server implements AutoCloseable {

		private final ServerSocket serverSocket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

		/**
		 * Holds on to the connections, which a garbage collection would close otherwise.
		 */
		private final List<Socket> sockets = new CopyOnWriteArrayList<>();

		private final @Nullable String response;

		private final @Nullable Ending ending;

		private Server(@Nullable String response) throws IOException {
			this(response, null);
		}

		private Server(Ending ending) throws IOException {
			this(null, ending);
		}

		private Server(@Nullable String response, @Nullable Ending ending) throws IOException {
			this.response = response;
			this.ending = ending;
			Thread thread = new Thread(this::accept, "server");
			thread.setDaemon(true);
			thread.start();
		}

		private int port() {
			return this.serverSocket.getLocalPort();
		}

		private int connections() {
			return this.sockets.size();
		}

		private void accept() {
			try {
				while (true) {
					Socket socket = this.serverSocket.accept();
					this.sockets.add(socket);
					if (this.response != null) {
						respond(socket, this.response);
					}
					if (this.ending != null) {
						this.ending.end(socket);
					}
				}
			}
			catch (IOException ex) {
				// The test is over.
			}
		}

		private static void respond(Socket socket, String response) throws IOException {
			InputStream input = socket.getInputStream();
			byte[] buffer = new byte[4096];
			if (input.read(buffer) > 0) {
				socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
				socket.getOutputStream().flush();
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
