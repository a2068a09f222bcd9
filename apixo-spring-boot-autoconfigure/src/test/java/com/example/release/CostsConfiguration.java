package com.example.release;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.messages.Usage;

/**
 * Counts what calls cost, with prices of one's own.
 */
@Configuration(proxyBeanMethods = false)
class CostsConfiguration {

	@Bean
	ObservationHandler<ApixoObservationContext> costs(MeterRegistry meters) {
		return new ObservationHandler<>() {

			@Override
			public void onStop(ApixoObservationContext context) {
				Usage usage = context.getUsage();
				if (usage != null) {
					long output = (usage.outputTokens() != null) ? usage.outputTokens() : 0;
					meters.counter("cost.usd").increment((usage.totalInputTokens() * 3 + output * 15) / 1e6);
				}
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof ApixoObservationContext;
			}

		};
	}

}
