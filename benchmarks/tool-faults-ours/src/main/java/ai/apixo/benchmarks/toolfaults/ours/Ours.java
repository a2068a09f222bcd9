package ai.apixo.benchmarks.toolfaults.ours;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

import ai.apixo.benchmarks.ToolFaults;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.tool.ToolFunction;
import ai.apixo.tool.ToolRun;
import ai.apixo.tool.ToolRunner;

/**
 * The tool runner of this library.
 */
public final class Ours {

	private Ours() {
	}

	/**
	 * Play all scripts.
	 * @param args none
	 * @throws IOException if there is no port
	 */
	public static void main(String[] args) throws IOException {
		ToolFaults.run((baseUrl, weather) -> {
			ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey("k").baseUrl(baseUrl).build();
			ToolRunner runner = ToolRunner.builder(client)
				.tools(ToolFunction.of("weather", "Tells the weather.", City.class,
						(city) -> weather.apply(city.city())))
				.toolTimeout(Duration.ofSeconds(1))
				.build();
			ToolRun run = Objects.requireNonNull(runner
				.run(MessagesRequest.builder().model("m").maxTokens(100).user("The weather in Lisbon?").build())
				.block(Duration.ofSeconds(30)));
			return run.status() + ": " + run.lastMessage().text();
		});
	}

	record City(String city) {
	}

}
