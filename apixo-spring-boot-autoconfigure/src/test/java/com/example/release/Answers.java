package com.example.release;

import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ThinkingDelta;

/**
 * Calls as the README writes them.
 */
class Answers {

	private final ApixoMessagesClient client;

	private final StringBuilder shown = new StringBuilder();

	Answers(ApixoMessagesClient client) {
		this.client = client;
	}

	Mono<Message> explain() {
		ApixoMessagesClient client = this.client;
		Mono<Message> answer = client.create(MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(256)
			.system("You are concise.")
			.user("Explain RAG in 3 bullets.")
			.build());
		return answer;
	}

	void printContent() {
		ApixoMessagesClient client = this.client;
		client
			.create(MessagesRequest.builder()
				.model(ApixoModels.CLAUDE_HAIKU_4_5_20251001)
				.maxTokens(64)
				.user("Say hello in one sentence.")
				.build())
			.subscribe((message) -> System.out.println(message.content()));
	}

	void showThinking(MessagesRequest request) {
		ApixoMessagesClient client = this.client;
		client.stream(request).subscribe((event) -> {
			if (event instanceof ContentBlockDelta block && block.delta() instanceof ThinkingDelta thinking) {
				show(thinking.thinking());
			}
		});
	}

	String summary(Message message) {
		if (StopReason.REFUSAL.equals(message.stopReason())) {
			return "The model declined to summarize this.";
		}
		boolean cut = StopReason.MAX_TOKENS.equals(message.stopReason());
		return cut ? message.text() + " ... (raise max_tokens for the rest)" : message.text();
	}

	private void show(String text) {
		this.shown.append(text);
	}

	String shown() {
		return this.shown.toString();
	}

}
