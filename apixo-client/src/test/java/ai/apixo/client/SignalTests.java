package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every subscriber may rely on, however its stream ends.
 */
@EachConnector
class SignalTests {

	private static final int CALLS = 40;

	private final TestConnector connector;

	SignalTests(TestConnector connector) {
		this.connector = connector;
	}

	static Stream<Arguments> endings() {
		String start = Requests.START + Requests.delta("Hel").repeat(100);
		return Stream.of(
				ending("completion", (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM)),
				ending("end of the body", (response) -> response.startStream().chunk(start).endStream()),
				ending("FIN", (response) -> {
					response.startStream().chunk(start);
					response.finish();
				}), ending("RST", (response) -> {
					response.startStream().chunk(start);
					response.reset();
				}), ending("silence", (response) -> response.startStream().chunk(start).awaitClose()),
				ending("error event",
						(response) -> response.startStream().chunk(start + Requests.error("x") + start).endStream()),
				ending("rubbish",
						(response) -> response.startStream().chunk(start + "data: x\n\n" + start).awaitClose()),
				ending("too much",
						(response) -> response.startStream()
							.chunk(start + "data: " + "x".repeat(100_000))
							.awaitClose()),
				ending("error status", (response) -> response.respond(500, "text/html", "x".repeat(100_000))),
				ending("tail", (response) -> response.startStream().chunk(Requests.SHORT_STREAM + start).awaitClose()));
	}

	private static Arguments ending(String name, Script script) {
		return Arguments.argumentSet(name, script);
	}

	@ParameterizedTest
	@MethodSource("endings")
	@DisplayName("HTTP-22 each of many streams at once ends with one signal, and no buffer is leaked")
	void endsOnce(Script script) {
		AtomicInteger ends = new AtomicInteger();
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			Flux<StreamEvent> stream = stream(gateway).doOnTerminate(ends::incrementAndGet);
			Flux.range(0, CALLS).flatMap((number) -> stream.onErrorComplete(), CALLS).blockLast(Duration.ofSeconds(20));
			assertThat(gateway.requests()).hasSize(CALLS);
		}
		assertThat(ends).hasValue(CALLS);
		assertNothingLeaked();
	}

	@ParameterizedTest
	@MethodSource("endings")
	@DisplayName("HTTP-22 HTTP-14 streams that are cancelled at their first event leak no buffer")
	void leaksNothingWhenCancelled(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			Flux.range(0, CALLS)
				.flatMap((number) -> stream(gateway).take(1).onErrorComplete(), CALLS)
				.blockLast(Duration.ofSeconds(20));
		}
		assertNothingLeaked();
	}

	private Flux<StreamEvent> stream(ScriptedGateway gateway) {
		return this.connector.client(gateway)
			.idleTimeout(Duration.ofMillis(200))
			.maxMessageSize(DataSize.ofKilobytes(64))
			.build()
			.stream(Requests.hello());
	}

	/**
	 * A buffer that was forgotten is noticed when it has been collected and another one
	 * is allocated.
	 */
	private static void assertNothingLeaked() {
		Heap.used();
		for (int count = 0; count < 100; count++) {
			PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
		}
		assertThat(TestJvm.leaks()).isEmpty();
	}

}
