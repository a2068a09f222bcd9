package ai.apixo.benchmarks.springai;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;

import ai.apixo.benchmarks.Contender;
import ai.apixo.benchmarks.Scenarios;

/**
 * Spring AI's chat model as its starter makes it, with room for as many threads and idle
 * connections as there are streams.
 */
public final class SpringAi implements Contender {

	private final AnthropicChatModel chatModel;

	private SpringAi(String baseUrl) {
		this.chatModel = AnthropicChatModel.builder()
			.options(options(baseUrl, "fast:20"))
			.httpClientBuilderCustomizer(
					(client) -> client.maxIdleConnections(20_000).keepAliveDuration(Duration.ofMinutes(5)))
			.build();
	}

	/**
	 * Run a scenario.
	 * @param args base URL and scenario
	 */
	public static void main(String[] args) {
		System.setProperty("reactor.schedulers.defaultBoundedElasticSize", "20000");
		Scenarios.run(new SpringAi(args[0]), args[1]);
	}

	@Override
	public void stream(String model, Consumer<String> texts) {
		stream(model).doOnNext(texts).blockLast();
	}

	@Override
	public void streamAtOnce(int streams, String model, Consumer<String> texts, CountDownLatch ended) {
		for (int number = 0; number < streams; number++) {
			stream(model).subscribe(texts, Throwable::printStackTrace, ended::countDown);
		}
	}

	@Override
	public String create(String model) {
		return text(this.chatModel.call(prompt(model)));
	}

	private Flux<String> stream(String model) {
		return this.chatModel.stream(prompt(model)).map(SpringAi::text).filter((text) -> !text.isEmpty());
	}

	private static String text(ChatResponse response) {
		String text = (response.getResult() != null) ? response.getResult().getOutput().getText() : null;
		return (text != null) ? text : "";
	}

	private static Prompt prompt(String model) {
		return new Prompt("Go", AnthropicChatOptions.builder().model(model).maxTokens(1024).build());
	}

	private static AnthropicChatOptions options(String baseUrl, String model) {
		return AnthropicChatOptions.builder()
			.baseUrl(baseUrl)
			.apiKey("k")
			.model(model)
			.maxTokens(1024)
			.timeout(Duration.ofMinutes(10))
			.build();
	}

}
