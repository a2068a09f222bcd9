package com.example.note;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.web.ApixoServerSentEvents;

@RestController
class NoteController {

	private final ApixoMessagesClient client;

	NoteController(ApixoMessagesClient client) {
		this.client = client;
	}

	@GetMapping(path = "/note", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> note() {
		return this.client
			.streamText(MessagesRequest.builder()
				.model(ApixoModels.CLAUDE_SONNET_4_6)
				.maxTokens(256)
				.user("Write a short release note.")
				.build())
			.as(ApixoServerSentEvents::of);
	}

}
