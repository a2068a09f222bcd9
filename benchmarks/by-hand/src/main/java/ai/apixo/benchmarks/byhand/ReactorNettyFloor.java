package ai.apixo.benchmarks.byhand;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import ai.apixo.benchmarks.Contender;
import ai.apixo.benchmarks.Scenarios;

/**
 * Bare Reactor Netty, with the headers that any client must send, that looks for nothing
 * but the texts: what no client can undercut by much.
 */
public final class ReactorNettyFloor implements Contender {

	private final HttpClient httpClient;

	private ReactorNettyFloor(String baseUrl) {
		ConnectionProvider pool = ConnectionProvider.builder("floor")
			.maxConnections(20_000)
			.pendingAcquireMaxCount(-1)
			.build();
		this.httpClient = HttpClient.create(pool)
			.baseUrl(baseUrl)
			.headers((headers) -> headers.set("x-api-key", "k")
				.set("anthropic-version", "2023-06-01")
				.set("accept", "text/event-stream")
				.set("content-type", "application/json"));
	}

	/**
	 * Run a scenario.
	 * @param args base URL and scenario
	 */
	public static void main(String[] args) {
		Scenarios.run(new ReactorNettyFloor(args[0]), args[1]);
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
		return this.httpClient.post()
			.uri("/v1/messages")
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(TextFinder.body(model, true))))
			.responseContent()
			.map(finder::find);
	}

	private Mono<String> answer(String model) {
		return this.httpClient.post()
			.uri("/v1/messages")
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(TextFinder.body(model, false))))
			.responseContent()
			.aggregate()
			.asString()
			.map(TextFinder::wholeText);
	}

}
