package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.observation.ApixoCallListener;
import ai.apixo.client.observation.ApixoCallSummary;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call did can be had from the call, and a failed one leaves a line in the log.
 */
class CallListenerTests {

	private static final ScriptedGateway.Script BUSY = Gateways.error(429, "rate_limit_error", "request-id: req_1");

	private final Recording recording = new Recording();

	static Stream<Arguments> calls() {
		return Stream.of(call("stream", (client) -> client.stream(Requests.hello())),
				call("streamText", (client) -> client.streamText(Requests.hello())),
				call("streamMessage", (client) -> client.streamMessage(Requests.hello())));
	}

	private static Arguments call(String name, Function<ApixoMessagesClient, Publisher<?>> call) {
		return Arguments.argumentSet(name, call);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void listenerHearsOfRetriesAndOfTheEnd(Function<ApixoMessagesClient, Publisher<?>> call) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(BUSY, BUSY,
				(response) -> response.startStream("request-id: req_2").chunk(Requests.SHORT_STREAM).endStream())) {
			Outcome.of(Flux.from(call.apply(client(gateway).callListener(this.recording).build())));
		}
		assertThat(this.recording.retries).containsExactly("1 after 1ms: 429", "2 after 1ms: 429");
		assertThat(this.recording.summaries).hasSize(1);
		ApixoCallSummary summary = this.recording.summaries.get(0);
		assertThat(summary.clientName()).isEqualTo("apixo");
		assertThat(summary.attempts()).isEqualTo(3);
		assertThat(summary.waits()).containsExactly(Duration.ofMillis(1), Duration.ofMillis(1));
		assertThat(summary.timeToFirstEvent()).isPositive().isLessThanOrEqualTo(summary.duration());
		assertThat(summary.model()).isEqualTo("m");
		assertThat(summary.requestId()).isEqualTo("req_2");
		assertThat(summary.failure()).isNull();
		assertThat(summary.cancelled()).isFalse();
		assertThat(summary.toString()).contains("attempts=3", "req_2").doesNotContain("Hello", Requests.KEY);
	}

	@Test
	void listenerHearsOfCallsThatDoNotStream() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", Requests.MESSAGE, "request-id: req_3"))) {
			Outcome.of(client(gateway).callListener(this.recording).build().create(Requests.hello()));
		}
		ApixoCallSummary summary = this.recording.summaries.get(0);
		assertThat(summary.attempts()).isEqualTo(1);
		assertThat(summary.timeToFirstEvent()).isPositive();
		assertThat(summary.requestId()).isEqualTo("req_3");
	}

	@Test
	void listenerHearsOfFailures() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(BUSY)) {
			Outcome.of(client(gateway).callListener(this.recording).build().create(Requests.hello()));
		}
		ApixoCallSummary summary = this.recording.summaries.get(0);
		assertThat(summary.failure()).isInstanceOf(ApixoApiException.class);
		assertThat(summary.requestId()).isEqualTo("req_1");
		assertThat(summary.timeToFirstEvent()).isNull();
		assertThat(summary.attempts()).isEqualTo(3);
	}

	@Test
	void listenerHearsOfCancellationsOnce() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::stall)) {
			Outcome.of(client(gateway).callListener(this.recording).build().stream(Requests.hello()).take(1));
		}
		assertThat(this.recording.summaries).hasSize(1);
		assertThat(this.recording.summaries.get(0).cancelled()).isTrue();
	}

	@Test
	void mutateAddsAListenerForACall() {
		Recording own = new Recording();
		try (ScriptedGateway gateway = hello()) {
			ApixoMessagesClient client = client(gateway).callListener(this.recording).build();
			Outcome.of(client.mutate().callListener(own).build().stream(Requests.hello()));
			Outcome.of(client.stream(Requests.hello()));
		}
		assertThat(own.summaries).hasSize(1);
		assertThat(this.recording.summaries).hasSize(2);
	}

	@Test
	void whatAListenerThrowsChangesNothing() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(BUSY, BUSY,
				(response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM))) {
			Outcome<?> outcome = Outcome.of(client(gateway).callListener(new Throwing())
				.callListener(this.recording)
				.build()
				.stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.elements()).hasSize(Requests.EVENTS);
		}
		assertThat(this.recording.summaries).hasSize(1);
	}

	@Test
	@DisplayName("SEC-9 a call that fails for good is one line with kind, status, request id and attempts, and no text")
	void failedCallIsOneLine() {
		List<ILoggingEvent> lines = logged("ai.apixo.client.ApixoMessagesClient.failures", null);
		assertThat(lines).hasSize(1);
		assertThat(lines.get(0).getLevel()).isEqualTo(Level.WARN);
		assertThat(lines.get(0).getFormattedMessage())
			.contains("'apixo'", "ApixoApiException", "status 429 rate_limit_error", "req_1", "3 attempts")
			.doesNotContain("Sorry", "hello", Requests.KEY);
		assertThat(lines.get(0).getThrowableProxy()).isNull();
	}

	@Test
	@DisplayName("SEC-9 the line of a failed connection says where and why, and what to do")
	void failedConnectionIsExplained() {
		int closedPort;
		try (ScriptedGateway gateway = hello()) {
			closedPort = gateway.port();
		}
		List<ILoggingEvent> lines = logged("ai.apixo.client.ApixoMessagesClient.failures", null,
				() -> Outcome.of(ApixoMessagesClient.builder()
					.apiKey(Requests.KEY)
					.baseUrl("http://127.0.0.1:" + closedPort)
					.retry(Retries.attempts(1))
					.build()
					.stream(Requests.hello())));
		assertThat(lines).hasSize(1);
		assertThat(lines.get(0).getFormattedMessage())
			.contains("1 attempt: ApixoConnectionException: ", "127.0.0.1:" + closedPort, "refused", "baseUrl(..)")
			.doesNotContain("hello", Requests.KEY);
	}

	@Test
	void lineOfAFailedCallCanBeSwitchedOff() {
		assertThat(logged("ai.apixo.client.ApixoMessagesClient.failures", Level.OFF)).isEmpty();
	}

	private List<ILoggingEvent> logged(String name, @Nullable Level level) {
		return logged(name, level, () -> {
			try (ScriptedGateway gateway = ScriptedGateway.playing(BUSY)) {
				Outcome.of(client(gateway).build().stream(Requests.hello()));
			}
		});
	}

	private List<ILoggingEvent> logged(String name, @Nullable Level level, Runnable call) {
		CapturedLog log = CapturedLog.of(name, level);
		try (log) {
			call.run();
		}
		return log.events();
	}

	private static ScriptedGateway hello() {
		return ScriptedGateway.playing((response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM));
	}

	private static ApixoMessagesClient.Builder client(ScriptedGateway gateway) {
		return TestConnector.REACTOR_NETTY.client(gateway).retry(Retries.attempts(3));
	}

	private static final class Recording implements ApixoCallListener {

		private final List<String> retries = new CopyOnWriteArrayList<>();

		private final List<ApixoCallSummary> summaries = new CopyOnWriteArrayList<>();

		@Override
		public void onRetry(int attempt, Duration wait, Throwable failure) {
			this.retries
				.add(attempt + " after " + wait.toMillis() + "ms: " + ((ApixoApiException) failure).effectiveStatus());
		}

		@Override
		public void onEnd(ApixoCallSummary summary) {
			this.summaries.add(summary);
		}

	}

	private static final class Throwing implements ApixoCallListener {

		@Override
		public void onRetry(int attempt, Duration wait, Throwable failure) {
			throw new IllegalStateException("listener");
		}

		@Override
		public void onEnd(ApixoCallSummary summary) {
			throw new AssertionError("listener");
		}

	}

}
