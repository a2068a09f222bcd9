package ai.apixo.benchmarks.ours;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import reactor.core.publisher.Flux;

import ai.apixo.benchmarks.Contender;
import ai.apixo.benchmarks.Scenarios;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.TextDelta;

/**
 * This starter as an application gets it: the auto-configured client.
 */
@SpringBootApplication
public class Ours implements Contender {

	private final ApixoMessagesClient client;

	Ours(ApixoMessagesClient client) {
		this.client = client;
	}

	/**
	 * Run a scenario.
	 * @param args base URL and scenario
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(Ours.class);
		Scenarios.run(
				application
					.run("--apixo.base-url=" + args[0], "--apixo.api-key=k", "--apixo.http.max-connections=20000",
							"--spring.main.banner-mode=off", "--logging.level.root=warn")
					.getBean(Ours.class),
				args[1]);
	}

	@Override
	public void stream(String model, Consumer<String> texts) {
		this.client.streamText(request(model)).doOnNext(texts).blockLast();
	}

	@Override
	public void streamTyped(String model, Consumer<String> texts) {
		this.client.stream(request(model)).doOnNext((event) -> {
			if (event instanceof ContentBlockDelta delta && delta.delta() instanceof TextDelta text) {
				texts.accept(text.text());
			}
		}).blockLast();
	}

	@Override
	public String create(String model) {
		return this.client.create(request(model)).blockOptional().orElseThrow().text();
	}

	@Override
	public void streamAtOnce(int streams, String model, Consumer<String> texts, CountDownLatch ended) {
		for (int number = 0; number < streams; number++) {
			this.client.streamText(request(model)).subscribe(texts, Throwable::printStackTrace, ended::countDown);
		}
	}

	@Override
	public void createMany(int concurrency, int calls, String model, Consumer<String> texts) {
		Flux.range(0, calls)
			.flatMap((number) -> this.client.create(request(model)), concurrency)
			.doOnNext((message) -> texts.accept(message.text()))
			.blockLast();
	}

	private static MessagesRequest request(String model) {
		return MessagesRequest.builder().model(model).maxTokens(1024).user("Go").build();
	}

}
