package com.example.apixo.standin;

import java.time.Duration;
import java.util.Objects;

import com.example.apixo.SampleApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;

import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code /actuator/health} of the sample says about a gateway, asked over HTTP.
 */
class GatewayHealthTests {

	@Test
	void aWorkingGatewayIsUp() {
		JsonNode health;
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			health = health(gateway.baseUrl(), "any-key");
		}
		assertThat(health.path("status").asString()).isEqualTo("UP");
		assertThat(health.at("/details/outcome").asString()).contains("key accepted");
	}

	@Test
	void aRefusedKeyIsDownAndNamesTheProperty() {
		DisposableServer gateway = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> response.status(401).send())
			.bindNow();
		JsonNode health = health("http://127.0.0.1:" + gateway.port(), "wrong-key");
		gateway.disposeNow();
		assertThat(health.path("status").asString()).isEqualTo("DOWN");
		assertThat(health.at("/details/outcome").asString()).contains("Key refused", "apixo.api-key");
	}

	@Test
	void aDeadGatewayIsDown() {
		MockApixoGateway gateway = MockApixoGateway.start();
		String baseUrl = gateway.baseUrl();
		gateway.close();
		JsonNode health = health(baseUrl, "any-key");
		assertThat(health.path("status").asString()).isEqualTo("DOWN");
		assertThat(health.at("/details/outcome").asString()).doesNotContain("Key refused").isNotBlank();
	}

	@Test
	void theHealthCheckNeverSendsARequestThatCouldBeAnswered() {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			health(gateway.baseUrl(), "any-key");
			assertThat(gateway.requests()).isEmpty();
			assertThat(gateway).asString().contains("refused POST /v1/messages");
			gateway.verify();
		}
	}

	private static JsonNode health(String baseUrl, String apiKey) {
		try (ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class, "--server.port=0",
				"--apixo.api-key=" + apiKey, "--apixo.base-url=" + baseUrl)) {
			assertThat(context.getBeanNamesForType(StandInConfiguration.class)).isEmpty();
			String port = context.getEnvironment().getProperty("local.server.port");
			JsonNode health = WebClient.create("http://localhost:" + port)
				.get()
				.uri("/actuator/health")
				.exchangeToMono((response) -> response.bodyToMono(JsonNode.class))
				.block(Duration.ofSeconds(30));
			return Objects.requireNonNull(health).at("/components/apixo");
		}
	}

}
