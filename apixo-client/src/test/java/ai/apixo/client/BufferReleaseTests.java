package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every buffer is released once, whatever becomes of the call (HTTP-22), and no more of
 * them are taken than are needed (HTTP-20).
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class BufferReleaseTests {

	private static final String DELTAS = Requests.START + Requests.delta("x").repeat(100);

	private final CountedBuffers buffers = new CountedBuffers();

	private HttpStatus status = HttpStatus.OK;

	private String contentType = "text/event-stream";

	private UnaryOperator<Flux<DataBuffer>> network = UnaryOperator.identity();

	static Stream<Arguments> endings() {
		return Stream.of(ending("complete", Requests.SHORT_STREAM),
				ending("complete, with more to come", Requests.SHORT_STREAM, ": more\n\n", "rubbish"),
				ending("an error event", Requests.START, Requests.error("overloaded_error"), Requests.delta("x")),
				ending("an error event first", Requests.error("overloaded_error"), Requests.delta("x")),
				ending("not JSON", Requests.START, "data: {\n\n" + Requests.delta("x"), Requests.delta("x")),
				ending("truncated", Requests.START, Requests.delta("x")),
				ending("truncated in the middle of an event", Requests.START, "data: {\"type\":"), ending("empty"),
				ending("too large", Requests.START, "data: " + "x".repeat(6000), "x".repeat(6000), "x".repeat(6000)),
				ending("two messages in one",
						Requests.START + Requests.START.replace("msg_1", "msg_2") + Requests.delta("x"),
						Requests.delta("x")));
	}

	private static Arguments ending(String name, String... pieces) {
		return Arguments.argumentSet(name, List.of(pieces));
	}

	@ParameterizedTest
	@MethodSource("endings")
	@DisplayName("HTTP-22 however a stream ends")
	void releasesWhenAStreamEnds(List<String> pieces) {
		Outcome.of(client(pieces).stream(Requests.hello()));
		this.buffers.assertAllReleased();
	}

	@ParameterizedTest
	@MethodSource("endings")
	@DisplayName("HTTP-22 however a stream ends that is asked for event by event")
	void releasesWhenAStreamOnDemandEnds(List<String> pieces) {
		Outcome.of(client(pieces).stream(Requests.hello()).limitRate(1));
		this.buffers.assertAllReleased();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3, 50, 150 })
	@DisplayName("HTTP-22 when the subscriber cancels after some events, with more of them in the buffer")
	void releasesWhenCancelled(int events) {
		PullingSubscriber<StreamEvent> subscriber = PullingSubscriber
			.of(client(List.of(DELTAS, DELTAS, DELTAS)).stream(Requests.hello()));
		for (int count = 0; count < events; count++) {
			subscriber.next();
		}
		subscriber.cancel();
		this.buffers.assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-22 when the subscriber throws")
	void releasesWhenTheSubscriberThrows() {
		Outcome<Object> outcome = Outcome.of(client(List.of(DELTAS, DELTAS)).stream(Requests.hello()).map((event) -> {
			throw new IllegalArgumentException("subscriber");
		}));
		outcome.failure(IllegalArgumentException.class);
		this.buffers.assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-22 when the connection breaks")
	void releasesWhenTheConnectionBreaks() {
		this.network = (body) -> body.concatWith(Mono.error(ApixoConnectionException.notRetryable("Lost", null)));
		Outcome.of(client(List.of(Requests.START, "data: {")).stream(Requests.hello()))
			.failure(ApixoConnectionException.class);
		this.buffers.assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-22 when a limit of time runs out")
	void releasesWhenTimeRunsOut() {
		this.network = (body) -> body.concatWith(Mono.never());
		for (Function<ApixoMessagesClient.Builder, ApixoMessagesClient.Builder> limit : List.<Function<ApixoMessagesClient.Builder, ApixoMessagesClient.Builder>>of(
				(builder) -> builder.idleTimeout(Duration.ofMillis(50)),
				(builder) -> builder.totalTimeout(Duration.ofMillis(50)))) {
			ApixoMessagesClient client = limit.apply(client(List.of(DELTAS, "data: {")).mutate()).build();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNotNull();
			this.buffers.assertAllReleased();
		}
	}

	@Test
	@DisplayName("HTTP-22 when a limit of time runs out while a buffer waits for demand")
	void releasesWhatWaitsWhenTimeRunsOut() {
		this.network = (body) -> body.concatWith(Mono.never());
		PullingSubscriber<StreamEvent> subscriber = PullingSubscriber
			.of(client(List.of(DELTAS)).mutate().totalTimeout(Duration.ofMillis(200)).build().stream(Requests.hello()));
		subscriber.next();
		assertThat(subscriber.awaitEnd()).isNotNull();
		this.buffers.assertAllReleased();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":{}}", "" })
	@DisplayName("HTTP-22 when the gateway refuses")
	void releasesWhenRefused(String body) {
		this.status = HttpStatus.BAD_REQUEST;
		Outcome.of(client(List.of(body, body)).stream(Requests.hello()));
		Outcome.of(client(List.of(body, "x".repeat(70_000), body)).create(Requests.hello()));
		this.buffers.assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-22 when the response is no event stream")
	void releasesWhatIsNoEventStream() {
		this.contentType = "text/html";
		Outcome.of(client(List.of("<html>", "</html>")).stream(Requests.hello()));
		this.buffers.assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-22 when an answer comes in one piece: whole, too large, cancelled")
	void releasesAnswersInOnePiece() {
		this.contentType = "application/json";
		String half = Requests.MESSAGE.substring(0, 50);
		Outcome.of(client(List.of(half, Requests.MESSAGE.substring(50))).create(Requests.hello()));
		Outcome.of(client(List.of(half, " ".repeat(20_000), half)).create(Requests.hello()));
		this.network = (body) -> body.concatWith(Mono.never());
		Disposable subscription = client(List.of(half)).create(Requests.hello()).subscribe();
		subscription.dispose();
		this.buffers.assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-22 when a cancellation races the bytes")
	void releasesWhenCancellationRacesTheBytes() {
		this.network = (body) -> body.subscribeOn(Schedulers.parallel());
		ApixoMessagesClient client = client(List.of(DELTAS, DELTAS, DELTAS, Requests.SHORT_STREAM));
		for (int round = 0; round < 1000; round++) {
			Latch begun = new Latch();
			Latch ended = new Latch();
			Disposable subscription = client.stream(Requests.hello())
				.doOnNext((event) -> begun.release())
				.doFinally((signal) -> ended.release())
				.subscribe();
			begun.await();
			subscription.dispose();
			ended.await();
		}
		this.buffers.assertAllReleased();
	}

	@Test
	@DisplayName("HTTP-20 while nothing is asked for, one buffer is read and no more")
	void readsNoFurtherThanAskedFor() {
		PullingSubscriber<StreamEvent> subscriber = PullingSubscriber
			.of(client(List.of(DELTAS, DELTAS, DELTAS, DELTAS)).stream(Requests.hello()));
		subscriber.next();
		assertThat(this.buffers.made()).isEqualTo(1);
		for (int count = 0; count < 101; count++) {
			subscriber.next();
		}
		assertThat(this.buffers.made()).isEqualTo(2);
		subscriber.cancel();
		this.buffers.assertAllReleased();
	}

	private ApixoMessagesClient client(List<String> pieces) {
		return ApixoMessagesClient.builder()
			.apiKey(Requests.KEY)
			.baseUrl("http://localhost")
			.webClientBuilder(
					WebClient.builder().exchangeFunction((request) -> Mono.fromSupplier(() -> response(pieces))))
			.retry(Retries.none())
			.maxMessageSize(DataSize.ofKilobytes(10))
			.build();
	}

	private ClientResponse response(List<String> pieces) {
		Flux<DataBuffer> body = Flux.fromIterable(pieces).map(this.buffers::of);
		return ClientResponse.create(this.status)
			.header(HttpHeaders.CONTENT_TYPE, this.contentType)
			.body(this.network.apply(body))
			.build();
	}

}
