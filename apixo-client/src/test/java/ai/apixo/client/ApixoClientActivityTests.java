package ai.apixo.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class ApixoClientActivityTests {

	@Test
	void aCallThatFailedAndIsCancelledByMergeAfterwardsIsClosedOnce() {
		ApixoMessagesClient client = ApixoMessagesClient.builder()
			.baseUrl("http://127.0.0.1:1")
			.apiKey(Requests.KEY)
			.retry(Retries.none())
			.build();
		StepVerifier.create(Flux.merge(client.stream(Requests.hello()), Flux.never()))
			.expectError()
			.verify(Duration.ofSeconds(10));
		assertThat(client.activity().openCalls()).isZero();
	}

}
