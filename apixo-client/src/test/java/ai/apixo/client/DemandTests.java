package ai.apixo.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.resilience4j.bulkhead.Bulkhead;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The subscriber's demand reaches the socket.
 */
@EachConnector
class DemandTests {

	private static final String BLOCK = Requests.chunk(Requests.delta("0123456789").repeat(50));

	private final TestConnector connector;

	DemandTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("HTTP-20 on an endless fast stream the gateway's writes block while nothing is asked for, and memory stays flat")
	void blocksTheGateway() {
		AtomicLong sent = new AtomicLong();
		Latch closed = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START).writeUntilClosed(BLOCK, sent);
			closed.release();
		})) {
			PullingSubscriber<StreamEvent> subscriber = PullingSubscriber
				.of(this.connector.client(gateway).build().stream(Requests.hello()));
			long heapBefore = Heap.used();
			for (int count = 0; count < 5; count++) {
				subscriber.next();
			}
			long stalledAt = stalledAt(sent);
			assertThat(stalledAt).isLessThan(32_000_000);
			assertThat(Heap.used() - heapBefore).isLessThan(8_000_000);
			assertThat(subscriber.unasked()).isZero();
			for (int count = 0; count < 200_000; count++) {
				subscriber.next();
			}
			assertThat(sent.get()).isGreaterThan(stalledAt);
			assertThat(Heap.used() - heapBefore).isLessThan(8_000_000);
			subscriber.cancel();
			closed.await();
		}
	}

	/**
	 * Waits until no more bytes are taken from the gateway.
	 */
	private static long stalledAt(AtomicLong sent) {
		AtomicLong last = new AtomicLong(-1);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(250))
			.atMost(Duration.ofSeconds(20))
			.until(() -> sent.get() == last.getAndSet(sent.get()));
		return last.get();
	}

	@Test
	@DisplayName("HTTP-20 asking for one event at a time loses nothing and keeps the order")
	void losesNothing() {
		int deltas = 20_000;
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START);
			for (int number = 0; number < deltas; number++) {
				response.chunk(Requests.delta(number + " "));
			}
			response.chunk("data: {\"type\":\"message_stop\"}\n\n").endStream();
		})) {
			PullingSubscriber<StreamEvent> subscriber = PullingSubscriber
				.of(this.connector.client(gateway).build().stream(Requests.hello()));
			subscriber.next();
			for (int number = 0; number < deltas; number++) {
				assertThat(subscriber.next()).isEqualTo(new ContentBlockDelta(0, new TextDelta(number + " ")));
			}
			assertThat(subscriber.next()).isInstanceOf(MessageStop.class);
			assertThat(subscriber.awaitEnd()).isNull();
			assertThat(subscriber.unasked()).isZero();
		}
	}

	@Test
	@DisplayName("HTTP-20 nothing is delivered that was not asked for, behind a bulkhead too")
	void deliversNothingUnasked() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM))) {
			PullingSubscriber<StreamEvent> subscriber = PullingSubscriber.of(this.connector.client(gateway)
				.bulkhead(Bulkhead.ofDefaults("test"))
				.build()
				.stream(Requests.hello()));
			List<StreamEvent> events = new ArrayList<>();
			for (int count = 0; count < Requests.EVENTS; count++) {
				events.add(subscriber.next());
				assertThat(subscriber.unasked()).isZero();
			}
			assertThat(subscriber.awaitEnd()).isNull();
			assertThat(events)
				.isEqualTo(Outcome.of(this.connector.client(gateway).build().stream(Requests.hello())).elements());
		}
	}

	@Test
	@DisplayName("HTTP-20 the end of a stream needs no demand")
	void endsWithoutDemand() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk(Requests.START).endStream())) {
			PullingSubscriber<StreamEvent> subscriber = PullingSubscriber
				.of(this.connector.client(gateway).build().stream(Requests.hello()));
			subscriber.next();
			subscriber.request(1);
			assertThat(subscriber.awaitEnd()).isNotNull();
		}
	}

}
