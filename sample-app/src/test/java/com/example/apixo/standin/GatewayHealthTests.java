package com.example.apixo.standin;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import com.example.apixo.SampleApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code /actuator/health} of the sample says about a gateway, asked over HTTP.
 */
class GatewayHealthTests {

	@Test
	void aWorkingGatewayIsUp() {
		DisposableServer gateway = new StandInGateway(Duration.ofMillis(1)).start();
		JsonNode health = health(gateway.port(), "any-key");
		gateway.disposeNow();
		assertThat(health.path("status").asString()).isEqualTo("UP");
		assertThat(health.at("/details/outcome").asString()).contains("key accepted");
	}

	@Test
	void aRefusedKeyIsDownAndNamesTheProperty() {
		DisposableServer gateway = new StandInGateway(Duration.ofMillis(1)).start();
		JsonNode health = health(gateway.port(), "wrong");
		gateway.disposeNow();
		assertThat(health.path("status").asString()).isEqualTo("DOWN");
		assertThat(health.at("/details/outcome").asString()).contains("Key refused", "apixo.api-key");
	}

	@Test
	void aDeadGatewayIsDown() {
		DisposableServer gateway = new StandInGateway(Duration.ofMillis(1)).start();
		gateway.disposeNow();
		JsonNode health = health(gateway.port(), "any-key");
		assertThat(health.path("status").asString()).isEqualTo("DOWN");
		assertThat(health.at("/details/outcome").asString()).doesNotContain("Key refused").isNotBlank();
	}

	@Test
	void theHealthCheckNeverSendsARequestThatCouldBeAnswered() {
		List<String> bodies = new CopyOnWriteArrayList<>();
		DisposableServer gateway = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> request.receive()
				.aggregate()
				.asString()
				.doOnNext(bodies::add)
				.then(response.status(400).send()))
			.bindNow();
		health(gateway.port(), "any-key");
		gateway.disposeNow();
		assertThat(bodies).isNotEmpty().allSatisfy((body) -> assertThat(body).contains("\"messages\":1"));
	}

	private static JsonNode health(int gatewayPort, String apiKey) {
		try (ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class, "--server.port=0",
				"--apixo.api-key=" + apiKey, "--apixo.base-url=http://127.0.0.1:" + gatewayPort)) {
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
