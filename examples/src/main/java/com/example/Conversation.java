package com.example;

import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;

/**
 * Asks a second question that only makes sense after the first answer.
 */
public final class Conversation {

	private Conversation() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		System.out.println(run(client).block());
	}

	static Mono<String> run(ApixoMessagesClient client) {
		MessagesRequest first = MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(256)
			.system("You answer in one sentence.")
			.user("Who built the first piano?")
			.build();
		return client.streamMessage(first)
			.flatMap((answer) -> client.streamMessage(next(first, answer)))
			.map(Message::text);
	}

	// The answer goes back as it came, with thoughts, signatures and unknown fields.
	private static MessagesRequest next(MessagesRequest request, Message answer) {
		return request.toBuilder().message(answer.toInput()).user("In which city?").build();
	}

}
