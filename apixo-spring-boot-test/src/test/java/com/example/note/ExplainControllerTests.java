package com.example.note;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.config.EnableWebFlux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;

class ExplainControllerTests {

	private final MockApixoGateway gateway = MockApixoGateway.inMemory();

	@Test
	void respondsWithTheText() {
		this.gateway.enqueue(reply().text("Retrieval first, ", "then generation."));
		explain().expectStatus().isOk().expectBody(String.class).isEqualTo("Retrieval first, then generation.");
	}

	@Test
	void respondsToAFailedCallWithAProblemDetail() {
		this.gateway.enqueue(error(400));
		explain().expectStatus()
			.isEqualTo(HttpStatus.BAD_REQUEST)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo(400);
	}

	private WebTestClient.ResponseSpec explain() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(ApixoMessagesClient.class, this.gateway::client);
		context.register(WebConfiguration.class, ExplainController.class);
		context.refresh();
		return WebTestClient.bindToApplicationContext(context).build().get().uri("/explain?term=RAG").exchange();
	}

	@EnableWebFlux
	static class WebConfiguration {

	}

}
