package ai.apixo.boot.autoconfigure.balance;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;

/**
 * Auto-configuration of the balance of the API key as a meter.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ApixoAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty("apixo.balance.enabled")
@ConditionalOnBean(ApixoMessagesClient.class)
@EnableConfigurationProperties(ApixoBalanceProperties.class)
public final class ApixoBalanceAutoConfiguration {

	ApixoBalanceAutoConfiguration() {
	}

	@Bean
	SharedBalances apixoBalances(Map<String, ApixoMessagesClient> clients, ApixoBalanceProperties properties) {
		return new SharedBalances(clients, properties);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class MeterConfiguration {

		@Bean
		BalanceMeterBinder apixoBalanceMeterBinder(SharedBalances balances) {
			return new BalanceMeterBinder(balances);
		}

	}

}
