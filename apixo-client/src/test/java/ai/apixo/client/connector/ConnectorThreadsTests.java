package ai.apixo.client.connector;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.Outcome;
import ai.apixo.client.Requests;
import ai.apixo.client.Retries;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connector that takes locks is not called on threads that must not block.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
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

	@Test
	@DisplayName("HTTP-22 threads that must not block may start and end others, and be two to start them")
	void startsAndEndsWithoutBlocking() {
		int rounds = 500;
		AtomicInteger run = new AtomicInteger();
		Set<Thread> before = elasticThreads();
		Scheduler nonBlocking = Schedulers.newParallel("two", 2);
		for (int round = 0; round < rounds; round++) {
			ConnectorThreads threads = new ConnectorThreads();
			AtomicInteger missing = new AtomicInteger(2);
			Mono<Void> start = Mono.<Void>fromRunnable(() -> {
				meet(missing);
				threads.call(run::incrementAndGet);
			}).subscribeOn(nonBlocking);
			Outcome.of(Mono.when(start, start).then(Mono.fromRunnable(threads::close).subscribeOn(nonBlocking)));
		}
		nonBlocking.dispose();
		// A thousand threads take their time to end where all processors are busy.
		Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
			assertThat(run).hasValue(2 * rounds);
			assertThat(elasticThreads()).isSubsetOf(before);
		});
	}

	/**
	 * Spins, as these are threads that must not block.
	 */
	private static void meet(AtomicInteger missing) {
		missing.decrementAndGet();
		while (missing.get() > 0) {
			// The other one is about to come.
		}
	}

	private static Set<Thread> elasticThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("apixo-connector")
					|| thread.getName().startsWith("boundedElastic"))
			.collect(Collectors.toSet());
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
