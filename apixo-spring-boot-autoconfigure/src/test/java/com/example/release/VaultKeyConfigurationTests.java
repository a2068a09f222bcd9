package com.example.release;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import ai.apixo.boot.TestReplies;
import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each call is sent with the key that the vault has at that time.
 */
class VaultKeyConfigurationTests {

	@Test
	void keyIsReadForEachCall() {
		AtomicInteger version = new AtomicInteger();
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class))
				.withUserConfiguration(VaultKeyConfiguration.class)
				.withBean(VaultKeyConfiguration.Vault.class,
						() -> (name) -> Mono.fromSupplier(() -> name + "-key-" + version.incrementAndGet()))
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl())
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					for (int call = 0; call < 2; call++) {
						StepVerifier.create(client.streamText(TestReplies.request()))
							.expectNextCount(2)
							.expectComplete()
							.verify(Duration.ofSeconds(20));
					}
					assertThat(gateway.requests()).extracting((request) -> request.headers().get("x-api-key"))
						.containsExactly(List.of("apixo-key-1"), List.of("apixo-key-2"));
				});
		}
	}

}
