package ai.apixo.boot.test.autoconfigure;

import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;

/**
 * Asks the gateway one question.
 */
@Service
class Desk {

	private final ApixoMessagesClient client;

	Desk(ApixoMessagesClient client) {
		this.client = client;
	}

	Mono<String> answer(String question) {
		return this.client
			.streamText(MessagesRequest.builder().model("claude-test").maxTokens(100).user(question).build())
			.reduce("", String::concat);
	}

	String ask(String question) {
		return String.valueOf(answer(question).block(java.time.Duration.ofSeconds(30)));
	}

}
