package com.example.note;

import reactor.core.publisher.Flux;

import org.springframework.stereotype.Service;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;

@Service
class Notes {

	private final ApixoMessagesClient client;

	Notes(ApixoMessagesClient client) {
		this.client = client;
	}

	Flux<String> write(String subject) {
		return this.client.streamText(MessagesRequest.builder()
			.model("claude-sonnet-4-6")
			.maxTokens(256)
			.user(subject)
			.build());
	}

}
