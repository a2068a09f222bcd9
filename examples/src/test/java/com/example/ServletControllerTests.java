package com.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import ai.apixo.client.Gateways;
import ai.apixo.client.ScriptedGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the servlet application.
 */
class ServletControllerTests {

	@Test
	void answerIsStreamed() throws IOException, InterruptedException {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello);
				ConfigurableApplicationContext application = SpringApplication.run(ServletController.class,
						"--server.port=0", "--apixo.api-key=test-key-0123456789",
						"--apixo.base-url=" + gateway.url())) {
			URI uri = URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port")
					+ "/answer?question=Hi");
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
			assertThat(response.body()).isEqualTo("Hello, world");
		}
	}

}
