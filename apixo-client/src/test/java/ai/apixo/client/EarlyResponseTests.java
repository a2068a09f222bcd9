package ai.apixo.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.messages.MessagesRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gateways that refuse a request before they have read it.
 */
@EachConnector
class EarlyResponseTests {

	private static final int CALLS = 10;

	private final TestConnector connector;

	EarlyResponseTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 413, 429 })
	@DisplayName("HTTP-7 a response that comes while a large request is sent wins over the failure to send the rest")
	void winsOverTheFailedWrite(int status) throws IOException {
		MessagesRequest large = MessagesRequest.builder()
			.model("claude-asked")
			.maxTokens(16)
			.user("x".repeat(20_000_000))
			.build();
		try (Server server = new Server(status)) {
			ApixoMessagesClient client = ApixoMessagesClient.builder()
				.apiKey(Requests.KEY)
				.baseUrl("http://127.0.0.1:" + server.serverSocket.getLocalPort())
				.webClientBuilder(this.connector.webClient())
				.retry(Retries.none())
				.build();
			for (int call = 0; call < CALLS; call++) {
				assertThat(Outcome.of(client.stream(large)).failure(ApixoApiException.class).status())
					.isEqualTo(status);
			}
			assertThat(server.requests).hasValue(CALLS);
		}
	}

	/**
	 * Reads the head of a request, responds, and closes the connection with the body
	 * unread, so that the other side is told that it is reset.
	 */
	private static final class Server implements AutoCloseable {

		private final ServerSocket serverSocket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

		private final AtomicInteger requests = new AtomicInteger();

		private final byte[] response;

		private Server(int status) throws IOException {
			String body = "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"no\"}}";
			this.response = ("HTTP/1.1 " + status + " Refused\r\nContent-Type: application/json\r\nContent-Length: "
					+ body.length() + "\r\nConnection: close\r\n\r\n" + body)
				.getBytes(StandardCharsets.US_ASCII);
			Thread thread = new Thread(this::accept, "server");
			thread.setDaemon(true);
			thread.start();
		}

		private void accept() {
			try {
				while (true) {
					try (Socket socket = this.serverSocket.accept()) {
						if (readHead(socket.getInputStream())) {
							this.requests.incrementAndGet();
							socket.getOutputStream().write(this.response);
							socket.getOutputStream().flush();
						}
					}
				}
			}
			catch (IOException ex) {
				// The test is over.
			}
		}

		private static boolean readHead(InputStream input) throws IOException {
			int matched = 0;
			while (matched < 4) {
				int next = input.read();
				if (next < 0) {
					return false;
				}
				matched = (next == "\r\n\r\n".charAt(matched)) ? matched + 1 : 0;
			}
			return true;
		}

		@Override
		public void close() {
			try {
				this.serverSocket.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
