package com.example.note;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoMessagesClient;

import static ai.apixo.test.Reply.reply;

/**
 * The replies serve other fake servers, too.
 */
class WireMockTests {

	@RegisterExtension
	static final WireMockExtension gateway = WireMockExtension.newInstance()
		.options(WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
		.build();

	@Test
	void noteIsStreamed() {
		gateway.stubFor(WireMock.post("/v1/messages")
			.willReturn(WireMock.ok()
				.withHeader("content-type", "text/event-stream")
				.withBody(reply().text("Faster ", "starts.").body())
				.withChunkedDribbleDelay(20, 500)));
		NoteController controller = new NoteController(
				ApixoMessagesClient.builder().baseUrl(gateway.baseUrl()).apiKey("test-key-0123456789").build());
		StepVerifier.create(controller.note().map((event) -> String.valueOf(event.data())))
			.expectNext("null", "{text=Faster }", "{text=starts.}", "{}")
			.verifyComplete();
	}

}
