package ai.apixo.benchmarks.byhand;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import ai.apixo.benchmarks.Contender;
import ai.apixo.benchmarks.Scenarios;

/**
 * A bare exchange of WebClient, with the headers that any client must send, that looks
 * for nothing but the texts in the bytes.
 */
public final class WebClientFloor implements Contender {

	private final WebClient webClient;

	private WebClientFloor(String baseUrl) {
		ConnectionProvider pool = ConnectionProvider.builder("floor")
			.maxConnections(20_000)
			.pendingAcquireMaxCount(-1)
			.build();
		this.webClient = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(pool)))
			.baseUrl(baseUrl)
			.defaultHeader("x-api-key", "k")
			.defaultHeader("anthropic-version", "2023-06-01")
			.defaultHeader("accept", "text/event-stream")
			.defaultHeader("content-type", "application/json")
			.build();
	}

	/**
	 * Run a scenario.
	 * @param args base URL and scenario
	 */
	public static void main(String[] args) {
		Scenarios.run(new WebClientFloor(args[0]), args[1]);
	}

	@Override
	public void stream(String model, Consumer<String> texts) {
		stream(model, new TextFinder(texts)).blockLast();
	}

	@Override
	public String create(String model) {
		return answer(model).blockOptional().orElseThrow();
	}

	@Override
	public void streamAtOnce(int streams, String model, Consumer<String> texts, CountDownLatch ended) {
		for (int number = 0; number < streams; number++) {
			stream(model, new TextFinder(texts)).subscribe((size) -> {
			}, Throwable::printStackTrace, ended::countDown);
		}
	}

	@Override
	public void createMany(int concurrency, int calls, String model, Consumer<String> texts) {
		Flux.range(0, calls).flatMap((number) -> answer(model), concurrency).doOnNext(texts).blockLast();
	}

	private Flux<Integer> stream(String model, TextFinder finder) {
		return post(model, true).bodyToFlux(DataBuffer.class).map((buffer) -> {
			int size = finder.find(((NettyDataBuffer) buffer).getNativeBuffer());
			DataBufferUtils.release(buffer);
			return size;
		});
	}

	private Mono<String> answer(String model) {
		return post(model, false).bodyToMono(byte[].class)
			.map((json) -> TextFinder.wholeText(new String(json, StandardCharsets.UTF_8)));
	}

	private WebClient.ResponseSpec post(String model, boolean stream) {
		return this.webClient.post().uri("/v1/messages").bodyValue(TextFinder.body(model, stream)).retrieve();
	}

}
