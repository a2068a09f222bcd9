package com.example.note;

import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.web.ApixoProblemDetailAdvice;

@RestController
@Import(ApixoProblemDetailAdvice.class)
class ExplainController {

	private final ApixoMessagesClient client;

	ExplainController(ApixoMessagesClient client) {
		this.client = client;
	}

	@GetMapping("/explain")
	Mono<String> explain(@RequestParam String term) {
		return this.client
			.create(MessagesRequest.builder()
				.model(ApixoModels.CLAUDE_HAIKU_4_5_20251001)
				.maxTokens(256)
				.user("Explain " + term + " in one sentence.")
				.build())
			.map(Message::text);
	}

}
