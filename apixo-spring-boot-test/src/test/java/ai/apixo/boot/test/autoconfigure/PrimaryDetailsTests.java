package ai.apixo.boot.test.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import ai.apixo.boot.autoconfigure.ApixoConnectionDetails;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

@ApixoTest(Desk.class)
class PrimaryDetailsTests {

	@Test
	@DisplayName("KIT-20 the gateway wins over connection details that the application marks as primary")
	void gatewayWinsOverPrimaryDetails(@Autowired MockApixoGateway gateway, @Autowired Desk desk) {
		gateway.enqueue(reply().text("Hello"));
		assertThat(desk.ask("Hi")).isEqualTo("Hello");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class OwnDetails {

		@Bean
		@Primary
		ApixoConnectionDetails ownConnectionDetails() {
			return ApixoConnectionDetails.of("https://other.example.com", "other-key-0123456789");
		}

	}

}
