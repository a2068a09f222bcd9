package ai.apixo.boot.autoconfigure.health;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.CompositeReactiveHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.context.annotation.Bean;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.ApixoHealthProperties;
import ai.apixo.boot.autoconfigure.ApixoProperties;
import ai.apixo.boot.health.ApixoHealthIndicator;
import ai.apixo.client.ApixoMessagesClient;

/**
 * Auto-configuration of {@link ApixoHealthIndicator}: one for each client.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ApixoAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean(ApixoMessagesClient.class)
@ConditionalOnEnabledHealthIndicator("apixo")
@EnableConfigurationProperties(ApixoProperties.class)
public final class ApixoHealthContributorAutoConfiguration
		extends CompositeReactiveHealthContributorConfiguration<ApixoHealthIndicator, ApixoMessagesClient> {

	ApixoHealthContributorAutoConfiguration(ApixoProperties properties) {
		super((client) -> indicator(client, properties.getHealth()));
	}

	private static ApixoHealthIndicator indicator(ApixoMessagesClient client, ApixoHealthProperties properties) {
		return new ApixoHealthIndicator(client, properties.getProbe(), properties.getTimeToLive(),
				properties.getTimeout());
	}

	@Bean
	@ConditionalOnMissingBean(name = { "apixoHealthIndicator", "apixoHealthContributor" })
	ReactiveHealthContributor apixoHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		return createContributor(beanFactory, ApixoMessagesClient.class);
	}

}
