package ai.apixo.boot;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Usage;
import ai.apixo.test.MockApixoGateway;
import ai.apixo.test.Reply;

/**
 * What the gateways of these tests answer.
 */
public final class TestReplies {

	public static final String KEY = "test-key-0123456789";

	/**
	 * Streams {@code Hello, world}.
	 */
	public static final Reply HELLO = Reply.reply()
		.model("claude-test")
		.usage(Usage.builder()
			.inputTokens(3L)
			.cacheReadInputTokens(40L)
			.cacheCreationInputTokens(5L)
			.outputTokens(7L)
			.build())
		.text("Hello", ", world");

	/**
	 * Streams {@code Hello} and then nothing more until the client closes the connection.
	 */
	public static final Reply STALLED = HELLO.take(3).stall();

	private TestReplies() {
	}

	/**
	 * A gateway that sends replies in order, the last one for all further requests.
	 */
	public static MockApixoGateway sending(Reply... replies) {
		return MockApixoGateway.start().when((request) -> true).reply(replies);
	}

	public static Reply error(int status, String type) {
		return Reply.error(status, type, "Sorry");
	}

	public static MessagesRequest request() {
		return MessagesRequest.builder()
			.model("claude-asked")
			.maxTokens(256)
			.user("Say hello in one sentence.")
			.build();
	}

}
