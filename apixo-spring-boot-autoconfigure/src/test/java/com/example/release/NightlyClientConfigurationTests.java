package com.example.release;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.lifecycle.HealthProbe;
import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.messages.Usage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the page about limits.
 */
class NightlyClientConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=test-key");

	@Test
	void nightlyClientIsLimitedAndTheOtherIsNot() {
		this.contextRunner.withUserConfiguration(NightlyClientConfiguration.class).run((context) -> {
			assertThat(isLimited(context.getBean("nightlyClient", ApixoMessagesClient.class))).isTrue();
			assertThat(isLimited(context.getBean(ApixoMessagesClient.class))).isFalse();
		});
	}

	private static boolean isLimited(ApixoMessagesClient client) {
		HealthProbe known = HealthProbe.of(client);
		return known != null && known.isLimited();
	}

	@Test
	void costsAreCounted() {
		MeterRegistry meters = new SimpleMeterRegistry();
		ObservationHandler<ApixoObservationContext> costs = new CostsConfiguration().costs(meters);
		ApixoObservationContext call = new ApixoObservationContext("apixo", "llm.apixo.ai", null);
		call.setUsage(new Usage(1_000_000L, 100_000L));
		costs.onStop(call);
		assertThat(costs.supportsContext(call)).isTrue();
		assertThat(meters.get("cost.usd").counter().count()).isEqualTo(4.5);
	}

}
