package ai.apixo.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JettyClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Nothing hangs: each part of a call has a limit, and the failure says which.
 */
@EachConnector
class TimeLimitTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	private final TestConnector connector;

	TimeLimitTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("HTTP-15 no response head: the response limit, never tried again, connection closed")
	void limitsTheResponseHead() {
		Latch closed = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.awaitClose();
			closed.release();
		})) {
			ApixoTimeoutException failure = Outcome
				.of(this.connector.client(gateway)
					.responseTimeout(SHORT)
					.retry(Retries.attempts(3))
					.build()
					.stream(Requests.hello()))
				.failure(ApixoTimeoutException.class);
			assertThat(failure.limit()).isEqualTo(ApixoLimit.RESPONSE_TIMEOUT);
			assertThat(failure.timeout()).isEqualTo(SHORT);
			assertThat(failure).hasMessageContaining("/v1/messages ")
				.hasMessageContaining("responseTimeout(..)")
				.hasMessageContaining("200ms");
			closed.await();
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("HTTP-15 half a response head is none")
	void limitsHalfAResponseHead() {
		ApixoTimeoutException failure = failure((response) -> {
			response.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-st");
			response.awaitClose();
		}, (builder) -> builder.responseTimeout(SHORT));
		assertThat(failure.limit()).isEqualTo(ApixoLimit.RESPONSE_TIMEOUT);
	}

	@Test
	@DisplayName("HTTP-15 a connection that is never answered: the connect limit, a setting of its own")
	void limitsTheConnect() throws IOException {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			List<Socket> waiting = fill(full);
			ApixoTimeoutException failure = Outcome
				.of(ApixoMessagesClient.builder()
					.apiKey(Requests.KEY)
					.baseUrl("http://127.0.0.1:" + full.getLocalPort())
					.webClientBuilder(WebClient.builder().clientConnector(connectingWithin(SHORT)))
					.retry(Retries.attempts(3))
					.build()
					.stream(Requests.hello()))
				.failure(ApixoTimeoutException.class);
			assertThat(failure.limit()).isEqualTo(ApixoLimit.CONNECT_TIMEOUT);
			assertThat(failure).hasMessageContaining("/v1/messages ").hasMessageContaining("connect timeout");
			for (Socket socket : waiting) {
				socket.close();
			}
		}
	}

	/**
	 * Fills the queue of connections that are waiting to be accepted, so that the system
	 * does not answer further ones.
	 */
	private static List<Socket> fill(ServerSocket server) throws IOException {
		List<Socket> waiting = new ArrayList<>();
		for (int count = 0; count < 8; count++) {
			Socket socket = new Socket();
			waiting.add(socket);
			try {
				socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 100);
			}
			catch (IOException ex) {
				return waiting;
			}
		}
		throw new IOException("The queue is not full");
	}

	private ClientHttpConnector connectingWithin(Duration limit) {
		if (this.connector == TestConnector.JETTY) {
			org.eclipse.jetty.client.HttpClient client = new org.eclipse.jetty.client.HttpClient();
			client.setConnectTimeout(limit.toMillis());
			return new JettyClientHttpConnector(client);
		}
		return new ReactorClientHttpConnector(reactor.netty.http.client.HttpClient.create()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit.toMillis()));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("HTTP-16 silence once the answer has begun: the idle limit, before and after the first event")
	void limitsSilence(boolean afterEvent) {
		ApixoTimeoutException failure = failureAndClose((response) -> response.startStream("request-id: req_5")
			.chunk(afterEvent ? Requests.START : ": nothing\n")
			.awaitClose(), (builder) -> builder.idleTimeout(SHORT).retry(Retries.attempts(3)));
		assertThat(failure.limit()).isEqualTo(ApixoLimit.IDLE_TIMEOUT);
		assertThat(failure.timeout()).isEqualTo(SHORT);
		assertThat(failure.requestId()).isEqualTo("req_5");
		assertThat(failure).hasMessageContaining("/v1/messages ")
			.hasMessageContaining("200ms")
			.hasMessageContaining("idleTimeout(..)");
	}

	@Test
	@DisplayName("HTTP-16 single bytes, comments and pings are life: a stream may last longer than every limit")
	void anyByteIsLife() {
		Outcome<StreamEvent> outcome = outcome((response) -> {
			response.startStream().chunk(Requests.START);
			for (int count = 0; count < 8; count++) {
				response.pause(Duration.ofMillis(100)).chunk("x");
				response.pause(Duration.ofMillis(100)).chunk("\n: keep-alive\n");
				response.pause(Duration.ofMillis(100)).chunk("event: ping\ndata: {\"type\":\"ping\"}\n\n");
			}
			response.chunk(Requests.SHORT_STREAM).endStream();
		}, (builder) -> builder.idleTimeout(Duration.ofSeconds(1)).responseTimeout(Duration.ofSeconds(2)));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.text()).isEqualTo("Hello");
	}

	@Test
	@DisplayName("HTTP-16 a subscriber that does not ask is no silence")
	void waitingForTheSubscriberIsNoSilence() {
		Latch longAfter = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START).pause(SHORT.multipliedBy(3));
			longAfter.release();
			response.chunk(Requests.SHORT_STREAM.substring(Requests.START.length())).endStream();
		})) {
			PullingSubscriber<StreamEvent> subscriber = PullingSubscriber
				.of(this.connector.client(gateway).idleTimeout(SHORT).build().stream(Requests.hello()));
			subscriber.next();
			longAfter.await();
			subscriber.requestUnbounded();
			assertThat(subscriber.awaitEnd()).isNull();
			assertThat(subscriber.unasked()).isEqualTo(Requests.EVENTS - 1);
		}
	}

	@Test
	@DisplayName("HTTP-16 silence in an answer in one piece is noticed likewise")
	void limitsSilenceOfCreate() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"id\":");
			response.awaitClose();
		})) {
			ApixoTimeoutException failure = Outcome
				.of(this.connector.client(gateway).idleTimeout(SHORT).build().create(Requests.hello()))
				.failure(ApixoTimeoutException.class);
			assertThat(failure.limit()).isEqualTo(ApixoLimit.IDLE_TIMEOUT);
		}
	}

	@Test
	@DisplayName("HTTP-16 there is no total limit unless one is set; then it ends a lively stream too")
	void limitsTheWholeStream() {
		ApixoTimeoutException failure = failureAndClose((response) -> {
			response.startStream().chunk(Requests.START);
			response.writeUntilClosed(Requests.chunk(":\n"), new AtomicLong());
		}, (builder) -> builder.totalTimeout(SHORT));
		assertThat(failure.limit()).isEqualTo(ApixoLimit.TOTAL_TIMEOUT);
		assertThat(failure.timeout()).isEqualTo(SHORT);
		assertThat(failure).hasMessageContaining("/v1/messages ").hasMessageContaining("totalTimeout(..)");
	}

	@Test
	@DisplayName("HTTP-16 the total limit spans waits between attempts")
	void limitsWaits() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(429, "text/plain", "", "Retry-After: 50"))) {
			ApixoTimeoutException failure = Outcome
				.of(this.connector.client(gateway)
					.totalTimeout(SHORT)
					.retry(Retries.attempts(3))
					.build()
					.stream(Requests.hello()))
				.failure(ApixoTimeoutException.class);
			assertThat(failure.limit()).isEqualTo(ApixoLimit.TOTAL_TIMEOUT);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("HTTP-16 the total limit ends a call whose subscriber does not ask")
	void limitsCallsOfIdleSubscribers() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk(Requests.START).awaitClose())) {
			PullingSubscriber<StreamEvent> subscriber = PullingSubscriber
				.of(this.connector.client(gateway).totalTimeout(SHORT).build().stream(Requests.hello()));
			assertThat(subscriber.awaitEnd()).isInstanceOf(ApixoTimeoutException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	@DisplayName("HTTP-15 HTTP-16 a limit that is not positive is refused and named")
	void refusesLimits(long millis) {
		Duration limit = Duration.ofMillis(millis);
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder();
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.responseTimeout(limit))
			.withMessageContaining("responseTimeout(..)");
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.idleTimeout(limit))
			.withMessageContaining("idleTimeout(..)");
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.totalTimeout(limit))
			.withMessageContaining("totalTimeout(..)");
	}

	private ApixoTimeoutException failure(Script script, UnaryOperator<ApixoMessagesClient.Builder> limits) {
		return outcome(script, limits).failure(ApixoTimeoutException.class);
	}

	private ApixoTimeoutException failureAndClose(Script script, UnaryOperator<ApixoMessagesClient.Builder> limits) {
		return this.connector.streamThatCloses(script, limits).failure(ApixoTimeoutException.class);
	}

	private Outcome<StreamEvent> outcome(Script script, UnaryOperator<ApixoMessagesClient.Builder> limits) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			return Outcome.of(limits.apply(this.connector.client(gateway)).build().stream(Requests.hello()));
		}
	}

}
