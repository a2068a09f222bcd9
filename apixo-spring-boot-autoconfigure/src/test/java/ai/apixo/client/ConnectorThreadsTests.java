package ai.apixo.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.mock.http.client.reactive.MockClientHttpResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connector that takes locks is not called on threads that must not block.
 */
class ConnectorThreadsTests {

	/**
	 * What the connector was called for, and whether on a thread that must not block.
	 */
	private final Map<String, Boolean> calls = new ConcurrentHashMap<>();

	@Test
	@DisplayName("HTTP-22 a timer, or an application on threads that must not block, calls no connector there")
	void callsConnectorsOnThreadsThatMayBlock() {
		Flux<StreamEvent> stream = client().stream(Requests.hello())
			.publishOn(Schedulers.parallel(), 1)
			.subscribeOn(Schedulers.parallel());
		Outcome.of(stream).failure(ApixoTimeoutException.class);
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(this.calls).isEqualTo(Map.of("send", false, "request", false, "cancel", false)));
	}

	@Test
	@DisplayName("HTTP-14 an application on other threads calls the connector itself")
	void callsConnectorsAtOnceElsewhere() {
		client().stream(Requests.hello()).subscribe().dispose();
		assertThat(this.calls).isEqualTo(Map.of("send", false, "request", false, "cancel", false));
	}

	private ApixoMessagesClient client() {
		return ApixoMessagesClient.builder()
			.apiKey(Requests.KEY)
			.baseUrl("http://127.0.0.1:1")
			.webClientBuilder(WebClient.builder().clientConnector(new RecordingConnector()))
			.idleTimeout(Duration.ofMillis(200))
			.retry(Retries.none())
			.build();
	}

	private final class RecordingConnector implements ClientHttpConnector {

		@Override
		public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
				Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
			return requestCallback.apply(new MockClientHttpRequest(method, uri)).then(Mono.fromSupplier(this::answer));
		}

		private ClientHttpResponse answer() {
			record("send");
			MockClientHttpResponse response = new MockClientHttpResponse(200);
			response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
			response.setBody(Flux.just(Requests.START, Requests.delta("Hel"), Requests.delta("lo"))
				.map(this::buffer)
				.concatWith(Mono.never())
				.doOnRequest((count) -> record("request"))
				.doOnCancel(() -> record("cancel")));
			return response;
		}

		private DataBuffer buffer(String text) {
			return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
		}

		private void record(String call) {
			ConnectorThreadsTests.this.calls.merge(call, Schedulers.isInNonBlockingThread(), Boolean::logicalOr);
		}

	}

}
