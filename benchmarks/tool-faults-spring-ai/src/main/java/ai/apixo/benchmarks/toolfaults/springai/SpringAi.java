package ai.apixo.benchmarks.toolfaults.springai;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.annotation.Tool;

import ai.apixo.benchmarks.ToolFaults;

/**
 * The chat client of Spring AI with a tool, streaming.
 */
public final class SpringAi {

	private SpringAi() {
	}

	/**
	 * Play all scripts.
	 * @param args none
	 * @throws IOException if there is no port
	 */
	public static void main(String[] args) throws IOException {
		ToolFaults.run((baseUrl, weather) -> {
			AnthropicChatModel model = AnthropicChatModel.builder()
				.options(AnthropicChatOptions.builder()
					.baseUrl(baseUrl)
					.apiKey("k")
					.model("m")
					.maxTokens(100)
					.maxRetries(0)
					.build())
				.build();
			String text = ChatClient.create(model)
				.prompt()
				.user("The weather in Lisbon?")
				.tools(new Weather(weather))
				.stream()
				.content()
				.collectList()
				.map((pieces) -> String.join("", pieces))
				.block(Duration.ofSeconds(30));
			return "ends without a failure: " + text;
		});
	}

	/**
	 * Tells the weather.
	 *
	 * @param answer what it does
	 */
	public record Weather(UnaryOperator<String> answer) {

		/**
		 * Tell the weather.
		 * @param city the city
		 * @return the weather
		 */
		@Tool(description = "Tells the weather.")
		public String weather(String city) {
			return this.answer.apply(city);
		}

	}

}
