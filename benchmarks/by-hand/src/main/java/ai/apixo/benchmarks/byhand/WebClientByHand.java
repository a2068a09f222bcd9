package ai.apixo.benchmarks.byhand;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.jspecify.annotations.NullUnmarked;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.benchmarks.Contender;
import ai.apixo.benchmarks.Scenarios;

/**
 * WebClient with {@code ServerSentEvent} and {@code readValue}, the way of the tutorials.
 */
@NullUnmarked
public final class WebClientByHand implements Contender {

	private final JsonMapper jsonMapper = JsonMapper.builder().build();

	private final WebClient webClient;

	private WebClientByHand(String baseUrl) {
		ConnectionProvider pool = ConnectionProvider.builder("by-hand")
			.maxConnections(20_000)
			.pendingAcquireMaxCount(-1)
			.build();
		this.webClient = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(pool)))
			.baseUrl(baseUrl)
			.defaultHeader("x-api-key", "k")
			.defaultHeader("anthropic-version", "2023-06-01")
			.build();
	}

	/**
	 * Run a scenario.
	 * @param args base URL and scenario
	 */
	public static void main(String[] args) {
		Scenarios.run(new WebClientByHand(args[0]), args[1]);
	}

	@Override
	public void stream(String model, Consumer<String> texts) {
		stream(model).doOnNext(texts).blockLast();
	}

	@Override
	public String create(String model) {
		return answer(model).blockOptional().orElseThrow();
	}

	@Override
	public void streamAtOnce(int streams, String model, Consumer<String> texts, CountDownLatch ended) {
		for (int number = 0; number < streams; number++) {
			stream(model).subscribe(texts, Throwable::printStackTrace, ended::countDown);
		}
	}

	@Override
	public void createMany(int concurrency, int calls, String model, Consumer<String> texts) {
		Flux.range(0, calls).flatMap((number) -> answer(model), concurrency).doOnNext(texts).blockLast();
	}

	private Flux<String> stream(String model) {
		return this.webClient.post()
			.uri("/v1/messages")
			.bodyValue(body(model, true))
			.retrieve()
			.bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {
			})
			.mapNotNull(ServerSentEvent::data)
			.map((data) -> this.jsonMapper.readValue(data, Event.class))
			.takeUntil((event) -> event.type().equals("message_stop"))
			.filter((event) -> event.delta() != null && event.delta().text() != null)
			.map((event) -> event.delta().text());
	}

	private Mono<String> answer(String model) {
		return this.webClient.post()
			.uri("/v1/messages")
			.bodyValue(body(model, false))
			.retrieve()
			.bodyToMono(Answer.class)
			.map((answer) -> answer.content().get(0).text());
	}

	private static Map<String, Object> body(String model, boolean stream) {
		return Map.of("model", model, "max_tokens", 1024, "stream", stream, "messages",
				List.of(Map.of("role", "user", "content", "Go")));
	}

	private record Event(String type, Delta delta) {

	}

	private record Delta(String type, String text) {

	}

	private record Answer(String id, String model, List<Delta> content) {

	}

}
