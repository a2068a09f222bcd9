package com.example.release;

import java.time.Duration;

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
@SpringBootTest(classes = ReleaseNotes.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ImportAutoConfiguration({ WebClientAutoConfiguration.class, ApixoAutoConfiguration.class })
@Import(ReleaseNotesTests.Gateway.class)
class ReleaseNotesTests {

	@RegisterExtension
	static final WireMockExtension gateway = WireMockExtension.newInstance()
		.options(WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
		.build();

	@Autowired
	private ReleaseNotes releaseNotes;

	@Test
	void writesWhatTheModelStreams() {
		gateway.stubFor(WireMock.post("/v1/messages")
			.willReturn(WireMock
				.ok("""
						data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}

						data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

						data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Faster "}}

						data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"starts."}}

						data: {"type":"content_block_stop","index":0}

						data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}

						data: {"type":"message_stop"}

						""")
				.withHeader("content-type", "text/event-stream")));
		StepVerifier.create(this.releaseNotes.write())
			.expectNext("Faster ", "starts.")
			.expectComplete()
			.verify(Duration.ofSeconds(20));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Gateway {

		@Bean
		ApixoConnectionDetails apixoConnectionDetails() {
			return ApixoConnectionDetails.of(gateway.baseUrl(), "test-key");
		}

	}

}
