package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.http.client.HttpClient;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.connector.ReactorNettyGateway;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one call may do on an event loop before other calls have their turn. It is counted
 * in bytes that are decoded, not in time.
 */
class EventLoopShareTests {

	private static final int MEGABYTE = 1_000_000;

	/**
	 * What Netty reads in one go, sixteen buffers of 64 KiB, and a little of the next.
	 */
	private static final long MAX_BYTES_A_TURN = 2 * 1024 * 1024;

	private static final int LARGE = 2 * MEGABYTE;

	@Test
	@DisplayName("HTTP-20 HTTP-22 a fast stream leaves its event loop to others after a bounded number of bytes")
	void fastStreamTakesTurns() {
		String delta = Requests.delta("x".repeat(2000));
		byte[] deltas = delta.repeat(8 * MEGABYTE / delta.length()).getBytes(StandardCharsets.UTF_8);
		Script script = (response) -> {
			response.startStream().chunk(Requests.START);
			response.chunk(deltas);
			response.chunk("data: {\"type\":\"message_stop\"}\n\n").endStream();
		};
		Turns turns = new Turns();
		Outcome<StreamEvent> outcome = outcome(script, turns,
				(events) -> events.doOnNext((event) -> turns.work(delta.length())));
		assertThat(outcome.failure()).isNull();
		assertThat(turns.most).hasValueBetween(1L, MAX_BYTES_A_TURN);
		assertThat(turns.count).hasValueGreaterThan((int) (deltas.length / MAX_BYTES_A_TURN));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"new_event\",\"z\":\"%s\"}",
			"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}",
			"{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"new\",\"z\":\"%s\"}}" })
	@DisplayName("SSE-21 HTTP-22 a large event is decoded elsewhere than on an event loop, and the order stays")
	void largeEventIsDecodedElsewhere(String event) {
		String body = Requests.SHORT_STREAM.replace("event: content_block_stop", "data: "
				+ event.formatted("x".repeat(LARGE)) + "\n\n" + Requests.delta("!") + "event: content_block_stop");
		AtomicInteger number = new AtomicInteger();
		AtomicBoolean onEventLoop = new AtomicBoolean(true);
		Outcome<StreamEvent> outcome = outcome((response) -> response.respond(200, "text/event-stream", body),
				new Turns(), (events) -> events.doOnNext((one) -> {
					if (number.incrementAndGet() == 4) {
						onEventLoop.set(Thread.currentThread() instanceof NonBlocking);
					}
				}));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(Requests.EVENTS + 2);
		assertThat(outcome.text()).startsWith("Hello").endsWith("!");
		assertThat(onEventLoop).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, LARGE })
	@DisplayName("HTTP-22 a large message in one piece is decoded elsewhere than on an event loop, a small one there")
	void largeMessageIsDecodedElsewhere(int size) {
		String body = Requests.MESSAGE.replace("Hello", "x".repeat(size));
		AtomicBoolean onEventLoop = new AtomicBoolean();
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", body))) {
			assertThat(Outcome
				.of(client(gateway, new Turns()).create(Requests.hello())
					.doOnNext((message) -> onEventLoop.set(Thread.currentThread() instanceof NonBlocking)))
				.elements()).hasSize(1);
		}
		assertThat(onEventLoop.get()).isEqualTo(size < LARGE);
	}

	@Test
	@DisplayName("HTTP-14 HTTP-22 a stream that is cancelled while a large event is decoded ends without a signal")
	void cancelledWhileDecoding() {
		String large = "data: {\"type\":\"new_event\",\"z\":\"" + "x".repeat(LARGE) + "\"}\n\n";
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START + large);
			response.awaitClose();
		})) {
			ApixoMessagesClient client = client(gateway, new Turns());
			for (int round = 0; round < 50; round++) {
				assertThat(Outcome.of(client.stream(Requests.hello()).take(1)).elements()).hasSize(1);
			}
			assertThat(client.activity().openCalls()).isZero();
		}
	}

	private static Outcome<StreamEvent> outcome(Script script, Turns turns, UnaryOperator<Flux<StreamEvent>> view) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			return Outcome.of(view.apply(client(gateway, turns).stream(Requests.hello())));
		}
	}

	private static ApixoMessagesClient client(ScriptedGateway gateway, Turns turns) {
		HttpClient http = ReactorNettyGateway.configure(HttpClient.newConnection())
			.doOnConnected((connection) -> turns.eventLoop.set(connection.channel().eventLoop()));
		return TestConnector.REACTOR_NETTY.client(gateway)
			.webClientBuilder(WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)))
			.build();
	}

	/**
	 * Counts the turns of an event loop that do work: each lets a task follow that ends
	 * the turn.
	 */
	private static final class Turns {

		private final AtomicReference<@Nullable EventLoop> eventLoop = new AtomicReference<>();

		private final AtomicInteger count = new AtomicInteger();

		private final AtomicLong most = new AtomicLong();

		private final AtomicLong current = new AtomicLong();

		private void work(int bytes) {
			long now = this.current.addAndGet(bytes);
			if (now == bytes) {
				this.count.incrementAndGet();
				Objects.requireNonNull(this.eventLoop.get()).execute(() -> this.current.set(0));
			}
			this.most.accumulateAndGet(now, Math::max);
		}

	}

}
