package com.example.release;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributors;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.test.StepVerifier;

import ai.apixo.boot.TestReplies;
import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.health.ApixoHealthContributorAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A second client beside the auto-configured one.
 */
class BatchClientConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ApixoAutoConfiguration.class, ApixoHealthContributorAutoConfiguration.class))
		.withUserConfiguration(BatchClientConfiguration.class)
		.withPropertyValues("apixo.api-key=first-key", "batch.api-key=batch-key");

	@Test
	void eachClientHasItsKey() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			this.contextRunner.withBean(TwoClients.class)
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl())
				.run((context) -> {
					TwoClients clients = context.getBean(TwoClients.class);
					call(clients.usual);
					call(clients.batch);
					assertThat(gateway.requests()).extracting((request) -> request.headers().get("x-api-key"))
						.containsExactly(List.of("first-key"), List.of("batch-key"));
				});
		}
	}

	@Test
	void eachClientHasItsHealth() {
		this.contextRunner.run((context) -> assertThat(context.getBean(CompositeReactiveHealthContributor.class))
			.extracting(ReactiveHealthContributors.Entry::name)
			.containsExactlyInAnyOrder("apixoMessagesClient", "batchClient"));
	}

	private static void call(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(TestReplies.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(Duration.ofSeconds(20));
	}

	static final class TwoClients {

		private final ApixoMessagesClient usual;

		private final ApixoMessagesClient batch;

		TwoClients(ApixoMessagesClient usual, @Qualifier("batchClient") ApixoMessagesClient batch) {
			this.usual = usual;
			this.batch = batch;
		}

	}

}
