package ai.apixo.boot.autoconfigure.balance;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeReactiveHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.context.annotation.Bean;

import ai.apixo.client.ApixoMessagesClient;

/**
 * Auto-configuration of the balance of the API key as health: one indicator for each
 * client.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ApixoBalanceAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean(SharedBalances.class)
@ConditionalOnEnabledHealthIndicator("apixo-balance")
public final class ApixoBalanceHealthContributorAutoConfiguration
		extends CompositeReactiveHealthContributorConfiguration<BalanceHealthIndicator, ApixoMessagesClient> {

	ApixoBalanceHealthContributorAutoConfiguration(SharedBalances balances) {
		super((client) -> new BalanceHealthIndicator(balances.of(client)));
	}

	@Bean
	@ConditionalOnMissingBean(name = { "apixoBalanceHealthIndicator", "apixoBalanceHealthContributor" })
	ReactiveHealthContributor apixoBalanceHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		return createContributor(beanFactory, ApixoMessagesClient.class);
	}

}
