package ai.apixo.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.ConformanceStream;
import ai.apixo.messages.json.JsonEquality;
import ai.apixo.messages.json.MessagesJsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every body of the conformance kit, cut in every way, gives its events and then its
 * message or its failure.
 */
class ConformanceTests {

	private final JsonMapper jsonMapper = MessagesJsonMapper.create();

	static Stream<Arguments> streams() {
		return ConformanceStream.all()
			.flatMap((stream) -> Stream.of(Chunking.values()).map((chunking) -> Arguments.of(stream, chunking)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("streams")
	@DisplayName("SSE-18 MSG-1 buffers of any size give the listed events and message or failure")
	void givesTheListedEventsInMemory(ConformanceStream stream, Chunking chunking) {
		List<byte[]> pieces = chunking.cut(body(stream));
		WebClient.Builder webClient = WebClient.builder()
			.exchangeFunction((request) -> Mono.just(ClientResponse.create(HttpStatus.OK)
				.header("content-type", "text/event-stream")
				.body(Flux.fromIterable(pieces).map(DefaultDataBufferFactory.sharedInstance::wrap))
				.build()));
		check(stream, ApixoMessagesClient.builder().apiKey(Requests.KEY).webClientBuilder(webClient).build());
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("streams")
	@DisplayName("SSE-18 MSG-1 chunks of any size over a socket give the listed events and message or failure")
	void givesTheListedEventsOverASocket(ConformanceStream stream, Chunking chunking) {
		byte[] body = body(stream);
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream();
			for (byte[] piece : chunking.cut(body)) {
				response.chunk(piece);
			}
			response.endStream();
		})) {
			check(stream, ApixoMessagesClient.builder().apiKey(Requests.KEY).baseUrl(gateway.url()).build());
		}
	}

	private void check(ConformanceStream stream, ApixoMessagesClient client) {
		List<StreamEvent> events = new ArrayList<>();
		Optional<Throwable> failure = client.mutate()
			.retry(Retries.none())
			.build()
			.stream(Requests.hello())
			.doOnNext(events::add)
			.then(Mono.just(Optional.<Throwable>empty()))
			.onErrorResume((thrown) -> Mono.just(Optional.of(thrown)))
			.blockOptional(Duration.ofSeconds(30))
			.orElseThrow();
		List<String> expected = delivered(stream);
		assertThat(events).hasSameSizeAs(expected);
		for (int index = 0; index < events.size(); index++) {
			JsonEquality.assertSameJson(this.jsonMapper.writeValueAsString(events.get(index)), expected.get(index));
		}
		if (stream.fails()) {
			assertThat(failure).hasValueSatisfying((thrown) -> checkFailure(stream.expected(), thrown));
		}
		else {
			assertThat(failure).isEmpty();
			MessageAccumulator accumulator = new MessageAccumulator();
			events.forEach(accumulator::accept);
			assertThat(accumulator.isComplete()).isTrue();
			checkMessage(accumulator.message(), stream.expected());
		}
	}

	/**
	 * Pings are not delivered (MSG-3).
	 */
	private List<String> delivered(ConformanceStream stream) {
		return stream.events()
			.stream()
			.filter((event) -> !this.jsonMapper.readTree(event).path("type").stringValue().equals("ping"))
			.toList();
	}

	private void checkFailure(JsonNode expected, Throwable failure) {
		Map<String, Class<?>> kinds = Map.of("api", ApixoApiException.class, "protocol", ApixoProtocolException.class,
				"premature_end", ApixoIncompleteStreamException.class);
		assertThat(failure).isInstanceOf(kinds.get(expected.path("kind").stringValue()));
		if (failure instanceof ApixoApiException api) {
			assertThat(api.errorType()).isEqualTo(expected.path("type").stringValue());
			assertThat(api.errorMessage()).isEqualTo(expected.path("message").stringValue());
		}
		if (expected.hasNonNull("request_id")) {
			assertThat(((ApixoException) failure).requestId()).isEqualTo(expected.path("request_id").stringValue());
		}
	}

	private void checkMessage(Message message, JsonNode expected) {
		ObjectNode known = (ObjectNode) expected.deepCopy();
		known.path("content").forEach((block) -> ((ObjectNode) block).remove("_unparsed_input"));
		JsonEquality.assertSameJson(this.jsonMapper.writeValueAsString(message), known.toString());
	}

	static byte[] body(ConformanceStream stream) {
		String file = "/conformance/streams/" + stream.name() + ".sse";
		try (InputStream input = ConformanceTests.class.getResourceAsStream(file)) {
			return Objects.requireNonNull(input).readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
