package ai.apixo.test;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.test.StepVerifier;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.Requests;

import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoLeaksOrDroppedErrors.class)
class MockApixoGatewayTests {

	@Test
	void clientReadsTextThatWasScripted() {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			gateway.enqueue(error(429), reply().text("Hel", "lo"));
			StepVerifier.create(gateway.client().streamText(Requests.hello())).expectNext("Hel", "lo").verifyComplete();
			assertThat(gateway.requests()).hasSize(2);
			gateway.verify();
		}
	}

	@Test
	void clientReadsTextThatWasScriptedInMemory() {
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			gateway.enqueue(error(429), reply().text("Hel", "lo"));
			StepVerifier.create(gateway.client().streamText(Requests.hello())).expectNext("Hel", "lo").verifyComplete();
			assertThat(gateway.requests()).hasSize(2);
			gateway.verify();
		}
	}

}
