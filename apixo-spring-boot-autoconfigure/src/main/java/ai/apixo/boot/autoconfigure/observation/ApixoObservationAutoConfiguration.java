package ai.apixo.boot.autoconfigure.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.ApixoMessagesClientBuilderCustomizer;
import ai.apixo.boot.autoconfigure.ApixoProperties;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.observation.ApixoObservationConvention;
import ai.apixo.client.observation.DefaultApixoObservationConvention;

/**
 * Auto-configuration of the observation of calls.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ApixoAutoConfiguration.class,
		afterName = {
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ ApixoMessagesClient.Builder.class, ObservationRegistry.class })
public final class ApixoObservationAutoConfiguration {

	ApixoObservationAutoConfiguration() {
	}

	@Bean
	@Order(0)
	ApixoMessagesClientBuilderCustomizer observationApixoMessagesClientBuilderCustomizer(
			ObservationRegistry observationRegistry, ObjectProvider<ApixoObservationConvention> convention,
			ApixoProperties properties) {
		ApixoObservationConvention shared = convention
			.getIfAvailable(() -> new DefaultApixoObservationConvention(properties.getObservation().getMaxModels()));
		return (builder) -> builder.observationRegistry(observationRegistry).observationConvention(shared);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class MeterConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ApixoMeterObservationHandler apixoMeterObservationHandler(MeterRegistry meterRegistry,
				ObjectProvider<MeterObservationHandler<Observation.Context>> handlers) {
			return new ApixoMeterObservationHandler(meterRegistry,
					() -> new FirstMatchingCompositeObservationHandler(handlers.orderedStream().toList()));
		}

		@Bean
		WaitingCallsMeterBinder apixoWaitingCallsMeterBinder(ObjectProvider<ApixoMessagesClient> clients) {
			return new WaitingCallsMeterBinder(clients);
		}

	}

}
