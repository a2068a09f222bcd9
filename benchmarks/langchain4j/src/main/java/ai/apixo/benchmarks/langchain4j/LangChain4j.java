package ai.apixo.benchmarks.langchain4j;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

import ai.apixo.benchmarks.Contender;
import ai.apixo.benchmarks.Scenarios;

/**
 * LangChain4j on the JDK's client. It reads each stream in a thread of the common pool,
 * which may start as many as there are streams.
 */
public final class LangChain4j implements Contender {

	private final AnthropicStreamingChatModel streamingModel;

	private final AnthropicChatModel chatModel;

	private LangChain4j(String baseUrl) {
		this.streamingModel = AnthropicStreamingChatModel.builder()
			.baseUrl(baseUrl + "/v1")
			.apiKey("k")
			.modelName("fast:20")
			.maxTokens(1024)
			.timeout(Duration.ofMinutes(10))
			.build();
		this.chatModel = AnthropicChatModel.builder()
			.baseUrl(baseUrl + "/v1")
			.apiKey("k")
			.modelName("fast:20")
			.maxTokens(1024)
			.maxRetries(0)
			.build();
	}

	/**
	 * Run a scenario.
	 * @param args base URL and scenario
	 */
	public static void main(String[] args) {
		System.setProperty("java.util.concurrent.ForkJoinPool.common.maximumSpares", "20000");
		Scenarios.run(new LangChain4j(args[0]), args[1]);
	}

	@Override
	public void stream(String model, Consumer<String> texts) {
		CountDownLatch ended = new CountDownLatch(1);
		start(model, texts, ended);
		try {
			ended.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String create(String model) {
		return this.chatModel.chat(request(model)).aiMessage().text();
	}

	@Override
	public void streamAtOnce(int streams, String model, Consumer<String> texts, CountDownLatch ended) {
		for (int number = 0; number < streams; number++) {
			start(model, texts, ended);
		}
	}

	private void start(String model, Consumer<String> texts, CountDownLatch ended) {
		this.streamingModel.chat(request(model), new StreamingChatResponseHandler() {

			@Override
			public void onPartialResponse(String text) {
				texts.accept(text);
			}

			@Override
			public void onCompleteResponse(ChatResponse response) {
				ended.countDown();
			}

			@Override
			public void onError(Throwable failure) {
				failure.printStackTrace();
				ended.countDown();
			}

		});
	}

	private static ChatRequest request(String model) {
		return ChatRequest.builder().messages(UserMessage.from("Go")).modelName(model).build();
	}

}
