package com.example.release;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;

/**
 * A user's own component.
 */
@Component
class ReleaseNotes {

	private final ApixoMessagesClient client;

	ReleaseNotes(ApixoMessagesClient client) {
		this.client = client;
	}

	Flux<String> write() {
		return this.client.streamText(MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(256)
			.user("Write a short release note.")
			.build());
	}

}
