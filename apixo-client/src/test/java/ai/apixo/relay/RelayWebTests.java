package ai.apixo.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

import ai.apixo.web.ApixoProblemDetailAdvice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The relay in controllers of WebFlux and of Spring MVC.
 */
class RelayWebTests {

	private final MemoryRelayStore store = new MemoryRelayStore(DataSize.ofMegabytes(1));

	private final ApixoRelay relay = ApixoRelay.builder().store(this.store).build();

	@ParameterizedTest(name = "servlet: {0}")
	@ValueSource(booleans = { false, true })
	@DisplayName("RELAY-11 the bytes of a run: a comment, events with their numbers, the end")
	void bytesOfARun(boolean servlet) {
		WebTestClient client = client(servlet, Flux.just(" Hel", "lo\n"));
		List<String> open = List.of("retry:1000", ":");
		List<String> end = List.of("id:3", "event:end", "retry:600000", "data:{\"state\":\"completed\"}");
		assertThat(frames(client.post().uri("/answers/1"))).containsExactly(Set.copyOf(open),
				Set.of("id:1", "data:\" Hel\""), Set.of("id:2", "data:\"lo\\n\""), Set.copyOf(end));
		assertThat(frames(client.get().uri("/answers/1").header("Last-Event-ID", "2")))
			.containsExactly(Set.copyOf(open), Set.copyOf(end));
		assertThat(frames(client.get().uri("/answers/1").header("Last-Event-ID", "x"))).containsExactly(
				Set.copyOf(open), Set.of("event:reset", "data:{}"), Set.of("id:2", "data:\" Hello\\n\""),
				Set.copyOf(end));
	}

	@ParameterizedTest(name = "servlet: {0}")
	@ValueSource(booleans = { false, true })
	@DisplayName("RELAY-17 a run that is unknown is a 404 before any byte")
	void unknownRunIsNotFound(boolean servlet) {
		client(servlet, Flux.never()).get()
			.uri("/answers/1")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isNotFound();
	}

	@ParameterizedTest(name = "servlet: {0}")
	@ValueSource(booleans = { false, true })
	@DisplayName("RELAY-22 a start that a closing application refuses is a 503")
	void refusedStartIsUnavailable(boolean servlet) {
		WebTestClient client = client(servlet, Flux.never());
		this.store.stop();
		client.post().uri("/answers/1").exchange().expectStatus().isEqualTo(503);
	}

	@ParameterizedTest(name = "servlet: {0}")
	@ValueSource(booleans = { false, true })
	@DisplayName("FIELD-20 the problem details of the relay fit its failures")
	void problemDetailsFit(boolean servlet) {
		RelayController controller = new RelayController(this.relay, Flux.never());
		ApixoProblemDetailAdvice advice = new ApixoProblemDetailAdvice();
		WebTestClient client = servlet
				? MockMvcWebTestClient.bindToController(controller).controllerAdvice(advice).build()
				: WebTestClient.bindToController(controller).controllerAdvice(advice).build();
		client.get().uri("/answers/1").exchange().expectStatus().isNotFound();
		this.store.stop();
		client.delete().uri("/answers/1").exchange().expectStatus().isEqualTo(503);
	}

	private WebTestClient client(boolean servlet, Flux<?> source) {
		RelayController controller = new RelayController(this.relay, source);
		return servlet ? MockMvcWebTestClient.bindToController(controller).build()
				: WebTestClient.bindToController(controller).build();
	}

	/**
	 * Return the lines of each frame. The order of fields within one is not the same on
	 * both stacks.
	 */
	private static List<Set<String>> frames(WebTestClient.RequestHeadersSpec<?> request) {
		byte[] body = request.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(byte[].class)
			.getResponseBodyContent();
		String text = new String(Objects.requireNonNull(body), StandardCharsets.UTF_8);
		return Stream.of(text.split("\n\n")).map((frame) -> Set.of(frame.split("\n"))).toList();
	}

}
