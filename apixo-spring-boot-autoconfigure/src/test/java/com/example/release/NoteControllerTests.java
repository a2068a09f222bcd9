package com.example.release;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.test.StepVerifier;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.ApixoConnectionDetails;

/**
 * How a user tests an application of their own, without key and network.
 */
@SpringBootTest(classes = NoteController.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ImportAutoConfiguration({ WebClientAutoConfiguration.class, ApixoAutoConfiguration.class })
@Import(NoteControllerTests.Gateway.class)
class NoteControllerTests {

	@RegisterExtension
	static final WireMockExtension gateway = WireMockExtension.newInstance()
		.options(WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
		.build();

	@Autowired
	private NoteController controller;

	@Test
	void noteIsStreamed() {
		gateway.stubFor(WireMock.post("/v1/messages")
			.willReturn(WireMock.ok()
				.withHeader("content-type", "text/event-stream")
				.withBodyFile("answer.sse")
				.withChunkedDribbleDelay(20, 500)));
		StepVerifier.create(this.controller.note().map((event) -> String.valueOf(event.data())))
			.expectNext("null", "{text=Faster }", "{text=starts.}", "{}")
			.verifyComplete();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Gateway {

		@Bean
		ApixoConnectionDetails connectionDetails() {
			return ApixoConnectionDetails.of(gateway.baseUrl(), "test-key");
		}

	}

}
