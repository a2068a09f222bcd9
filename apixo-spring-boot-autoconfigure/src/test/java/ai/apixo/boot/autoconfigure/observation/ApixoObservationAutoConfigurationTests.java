package ai.apixo.boot.autoconfigure.observation;

import java.time.Duration;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.test.StepVerifier;

import ai.apixo.boot.TestReplies;
import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.ApixoMessagesClientBuilderCustomizer;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.client.observation.ApixoObservationConvention;
import ai.apixo.client.observation.DefaultApixoObservationConvention;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;

class ApixoObservationAutoConfigurationTests {

	private static final String NAME = "gen_ai.client.operation.duration";

	private final MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO);

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class, ApixoObservationAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=test-key", "apixo.base-url=" + this.gateway.baseUrl());

	private final ApplicationContextRunner observed = this.contextRunner.withBean(ObservationRegistry.class,
			() -> this.observations);

	@AfterEach
	void closeGateway() {
		this.gateway.close();
	}

	@Test
	void callsAreObservedWhenThereIsARegistry() {
		this.observed.run((context) -> {
			call(context);
			observations().hasSingleObservationThat().hasNameEqualTo(NAME).hasBeenStopped();
		});
	}

	@Test
	void nothingIsConfiguredWithoutARegistry() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(ApixoObservationAutoConfiguration.class)
			.hasSingleBean(ApixoMessagesClient.class));
	}

	@Test
	void nothingIsConfiguredWhenTheClientIsDisabled() {
		this.observed.withPropertyValues("apixo.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ApixoObservationAutoConfiguration.class));
	}

	@Test
	void conventionOfTheApplicationWins() {
		this.observed.withBean(ApixoObservationConvention.class, OwnConvention::new).run((context) -> {
			call(context);
			observations().hasSingleObservationThat()
				.hasNameEqualTo("own.name")
				.hasLowCardinalityKeyValue("team", "blue");
		});
	}

	@Test
	void customizerOfTheApplicationHasTheLastWord() {
		TestObservationRegistry own = TestObservationRegistry.create();
		this.observed
			.withBean(ApixoMessagesClientBuilderCustomizer.class, () -> (builder) -> builder.observationRegistry(own))
			.run((context) -> {
				call(context);
				observations().doesNotHaveAnyObservation();
				TestObservationRegistryAssert.assertThat(own).hasNumberOfObservationsEqualTo(1);
			});
	}

	@Test
	void metersAreRecordedWhenThereIsARegistry() {
		this.observed.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(ApixoMeterObservationHandler.class));
	}

	@Test
	void noMetersWithoutARegistry() {
		this.observed.run((context) -> assertThat(context).doesNotHaveBean(ApixoMeterObservationHandler.class));
	}

	@Test
	void callsAreObservedWithoutMetersOnTheClassPath() {
		this.observed.withClassLoader(new FilteredClassLoader("io.micrometer.core")).run((context) -> {
			assertThat(context).doesNotHaveBean(ApixoMeterObservationHandler.class);
			call(context);
			observations().hasNumberOfObservationsEqualTo(1);
		});
	}

	private TestObservationRegistryAssert observations() {
		return TestObservationRegistryAssert.assertThat(this.observations);
	}

	private static void call(ApplicationContext context) {
		StepVerifier.create(context.getBean(ApixoMessagesClient.class).streamText(TestReplies.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(Duration.ofSeconds(20));
	}

	static final class OwnConvention extends DefaultApixoObservationConvention {

		@Override
		public String getName() {
			return "own.name";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(ApixoObservationContext context) {
			return super.getLowCardinalityKeyValues(context).and(KeyValue.of("team", "blue"));
		}

	}

}
