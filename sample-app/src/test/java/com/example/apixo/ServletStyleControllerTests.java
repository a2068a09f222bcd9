package com.example.apixo;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The third way to use the bean: a controller that returns the {@code Mono}. Spring MVC
 * waits for it without holding a thread, WebFlux does so anyway.
 */
@SpringBootTest(properties = { "stand-in.pace=1ms", "apixo.api-key=" })
class ServletStyleControllerTests {

	@Autowired
	private ApixoMessagesClient client;

	@Test
	void aControllerMayReturnTheMonoOfTheWholeAnswer() {
		String text = WebTestClient.bindToController(new ExplainController(this.client))
			.configureClient()
			.responseTimeout(Duration.ofSeconds(30))
			.build()
			.get()
			.uri("/explain?what=RAG")
			.exchangeSuccessfully()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(text).contains("**Retrieval-augmented generation** in three bullets");
	}

	@RestController
	static class ExplainController {

		private final ApixoMessagesClient client;

		ExplainController(ApixoMessagesClient client) {
			this.client = client;
		}

		@GetMapping("/explain")
		Mono<String> explain(@RequestParam String what) {
			return this.client.create(MessagesRequest.builder().user("Explain " + what + " in 3 bullets.").build())
				.map(Message::text);
		}

	}

}
