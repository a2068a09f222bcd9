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
 * LangChain4j on the JDK's client.
 */
public final class LangChain4j implements Contender {

	private final String baseUrl;

	private LangChain4j(String baseUrl) {
		this.baseUrl = baseUrl + "/v1";
	}

	/**
	 * Runs a scenario.
	 * @param args base URL and scenario
	 */
	public static void main(String[] args) {
		Scenarios.run(new LangChain4j(args[0]), args[1]);
	}

	@Override
	public void stream(String model, Consumer<String> texts) {
		CountDownLatch ended = new CountDownLatch(1);
		start(streaming(model), texts, ended);
		try {
			ended.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String create(String model) {
		return whole(model).chat("Go");
	}

	@Override
	public void createMany(int concurrency, int calls, String model, Consumer<String> texts) {
		AnthropicChatModel chatModel = whole(model);
		Thread[] threads = new Thread[concurrency];
		for (int number = 0; number < concurrency; number++) {
			threads[number] = new Thread(() -> {
				for (int call = 0; call < calls / concurrency; call++) {
					texts.accept(chatModel.chat("Go"));
				}
			});
			threads[number].start();
		}
		try {
			for (Thread thread : threads) {
				thread.join();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void start(AnthropicStreamingChatModel chatModel, Consumer<String> texts, CountDownLatch ended) {
		ChatRequest request = ChatRequest.builder().messages(UserMessage.from("Go")).build();
		chatModel.chat(request, new StreamingChatResponseHandler() {

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
			}

		});
	}

	private AnthropicStreamingChatModel streaming(String model) {
		return AnthropicStreamingChatModel.builder()
			.baseUrl(this.baseUrl)
			.apiKey("k")
			.modelName(model)
			.maxTokens(1024)
			.timeout(Duration.ofMinutes(10))
			.build();
	}

	private AnthropicChatModel whole(String model) {
		return AnthropicChatModel.builder()
			.baseUrl(this.baseUrl)
			.apiKey("k")
			.modelName(model)
			.maxTokens(1024)
			.maxRetries(0)
			.build();
	}

}
