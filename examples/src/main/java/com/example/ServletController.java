package com.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;

/**
 * Streams an answer from a servlet application. No thread waits for it, and when the
 * browser goes away the call is cancelled.
 */
@RestController
@SpringBootApplication
public class ServletController {

	private final ApixoMessagesClient client;

	ServletController(ApixoMessagesClient client) {
		this.client = client;
	}

	public static void main(String[] args) {
		SpringApplication.run(ServletController.class, args);
	}

	@GetMapping(path = "/answer", produces = MediaType.TEXT_PLAIN_VALUE)
	Flux<String> answer(@RequestParam String question) {
		return this.client.streamText(
				MessagesRequest.builder().model(ApixoModels.CLAUDE_SONNET_4_6).maxTokens(256).user(question).build());
	}

}
