package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import ai.apixo.boot.autoconfigure.ApixoConnectionDetails;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gateway of a test wins over whatever the application sets.
 */
@SpringBootTest(properties = { "apixo.base-url=https://llm.example.com", "apixo.api-key=real-key-0123456789" })
@AutoConfigureMockApixo
class ConnectionDetailsTests {

	private final MockApixoGateway gateway;

	private final Desk desk;

	ConnectionDetailsTests(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
		this.gateway = gateway;
		this.desk = desk;
	}

	@Test
	@DisplayName("KIT-20 the gateway wins over the properties and over the application's own connection details")
	void gatewayWins() {
		this.gateway.enqueue(reply().text("Hello"));
		assertThat(this.desk.ask("Hi")).isEqualTo("Hello");
		assertThat(this.gateway).lastRequest().hasHeader("x-desk", "1");
		assertThat(this.gateway.requests().get(0).headers().getFirst("x-api-key")).startsWith("mock-key");
	}

	@Test
	@DisplayName("KIT-23 no test waits a second for a scripted 429")
	void nobodyWaits(@Autowired Environment environment) {
		this.gateway.enqueue(error(429), error(502), error(504), reply().text("Hello"));
		assertThat(this.desk.ask("Hi")).isEqualTo("Hello");
		assertThat(this.gateway).received(4);
		assertThat(environment.getProperty("apixo.retry.initial-backoff")).isEqualTo("1ms");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class OwnDetails {

		@Bean
		ApixoConnectionDetails ownConnectionDetails() {
			return ApixoConnectionDetails.of("https://other.example.com", "other-key-0123456789");
		}

	}

}
