package ai.apixo.benchmarks.toolfaults.anthropicjava;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.BetaToolRunner;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.beta.messages.MessageCreateParams;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import org.jspecify.annotations.Nullable;

import ai.apixo.benchmarks.ToolFaults;

/**
 * The tool runner of the official Java SDK, streaming.
 */
public final class AnthropicJava {

	private static final AtomicReference<UnaryOperator<String>> WEATHER = new AtomicReference<>(
			UnaryOperator.identity());

	private AnthropicJava() {
	}

	/**
	 * Play all scripts.
	 * @param args none
	 * @throws IOException if there is no port
	 */
	public static void main(String[] args) throws IOException {
		ToolFaults.run((baseUrl, weather) -> {
			WEATHER.set(weather);
			AnthropicClient client = AnthropicOkHttpClient.builder().apiKey("k").baseUrl(baseUrl).maxRetries(0).build();
			BetaToolRunner runner = client.beta()
				.messages()
				.toolRunner(MessageCreateParams.builder()
					.model("m")
					.maxTokens(100)
					.addTool(Weather.class)
					.addUserMessage("The weather in Lisbon?")
					.build());
			StringBuilder text = new StringBuilder();
			StringBuilder stop = new StringBuilder();
			for (StreamResponse<BetaRawMessageStreamEvent> response : runner.streaming()) {
				response.stream().forEach((event) -> {
					event.contentBlockDelta()
						.flatMap((delta) -> delta.delta().text())
						.ifPresent((delta) -> text.append(delta.text()));
					event.messageDelta().flatMap((delta) -> delta.delta().stopReason()).ifPresent((reason) -> {
						stop.setLength(0);
						stop.append(reason);
					});
				});
				response.close();
			}
			return "ends without a failure, last stop_reason " + stop + ": " + text;
		});
	}

	/**
	 * Tells the weather.
	 */
	@JsonClassDescription("Tells the weather.")
	public static final class Weather implements Supplier<String> {

		/**
		 * The city.
		 */
		public @Nullable String city;

		@Override
		public String get() {
			return Objects.requireNonNull(WEATHER.get()).apply(String.valueOf(this.city));
		}

	}

}
