package com.example.apixo.browser;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.test.MockApixoGateway;

/**
 * The page in a real Chromium, against the running sample and its stand-in gateway. Each
 * test begins with an empty conversation.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "stand-in.pace=8ms", "apixo.api-key=",
				"sample.runs=${java.io.tmpdir}/apixo-sample-runs-${random.uuid}" })
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIf(value = "com.example.apixo.browser.Browser#canStart", disabledReason = Browser.HOW_TO_INSTALL)
abstract class PageTests {

	static final String LONG_STORY = "Tell me the long story of a token";

	@Autowired
	ApixoMessagesClient client;

	@Autowired
	MockApixoGateway gateway;

	@LocalServerPort
	int port;

	ChatPage page;

	Browser browser;

	StubbedAnswers application;

	@BeforeAll
	void start() {
		this.page = new ChatPage();
		this.browser = this.page.browser();
		this.application = new StubbedAnswers(this.browser);
	}

	@BeforeEach
	void open() {
		forgetRunsThatWait();
		this.browser.size(1280, 860).colours("light");
		this.page.open(this.port);
	}

	private void forgetRunsThatWait() {
		WebClient application = WebClient.create("http://localhost:" + this.port);
		application.get()
			.uri("/api/runs")
			.retrieve()
			.bodyToFlux(JsonNode.class)
			.concatMap((run) -> application.delete()
				.uri("/api/runs/" + run.path("id").asString())
				.retrieve()
				.toBodilessEntity())
			.blockLast(Duration.ofSeconds(30));
	}

	@AfterAll
	void quit() {
		this.page.close();
	}

}
