package ai.apixo.benchmarks.anthropic;

import java.time.Duration;
import java.util.function.Consumer;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;

import ai.apixo.benchmarks.Contender;
import ai.apixo.benchmarks.Scenarios;

/**
 * The official Java SDK, with a thread for each stream and room for as many idle
 * connections.
 */
public final class AnthropicJava implements Contender {

	private final AnthropicClient client;

	private AnthropicJava(String baseUrl) {
		this.client = AnthropicOkHttpClient.builder()
			.baseUrl(baseUrl)
			.apiKey("k")
			.timeout(Duration.ofMinutes(10))
			.maxIdleConnections(20_000)
			.keepAliveDuration(Duration.ofMinutes(5))
			.build();
	}

	/**
	 * Run a scenario.
	 * @param args base URL and scenario
	 */
	public static void main(String[] args) {
		Scenarios.run(new AnthropicJava(args[0]), args[1]);
	}

	@Override
	public void stream(String model, Consumer<String> texts) {
		try (StreamResponse<RawMessageStreamEvent> response = this.client.messages().createStreaming(request(model))) {
			response.stream()
				.forEach((event) -> event.contentBlockDelta()
					.flatMap((delta) -> delta.delta().text())
					.ifPresent((text) -> texts.accept(text.text())));
		}
	}

	@Override
	public String create(String model) {
		return this.client.messages().create(request(model)).content().get(0).asText().text();
	}

	private static MessageCreateParams request(String model) {
		return MessageCreateParams.builder().model(model).maxTokens(1024).addUserMessage("Go").build();
	}

}
