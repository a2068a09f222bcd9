package ai.apixo.boot.autoconfigure.limit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.client.WebClient;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.ApixoLimitsProperties.Store;
import ai.apixo.boot.autoconfigure.ApixoMessagesClientBuilderCustomizer;
import ai.apixo.boot.autoconfigure.ApixoProperties;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.limit.CallLimiter;

/**
 * Auto-configuration of where the use of API keys is kept. The limits themselves are
 * properties of the client.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = ApixoAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration")
@ConditionalOnClass(WebClient.class)
@ConditionalOnBooleanProperty(name = "apixo.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ApixoProperties.class)
@Import(RedisLimiterConfiguration.class)
public final class ApixoLimitsAutoConfiguration {

	ApixoLimitsAutoConfiguration() {
	}

	@Bean
	@Order(0)
	ApixoMessagesClientBuilderCustomizer limiterApixoMessagesClientBuilderCustomizer(
			ObjectProvider<CallLimiter> limiter, ApixoProperties properties) {
		if (properties.getLimits().getStore() == Store.REDIS && limiter.stream().findAny().isEmpty()) {
			throw new ApixoConfigurationException(
					"The property 'apixo.limits.store' is 'redis', but there is no ReactiveRedisConnectionFactory.",
					"Add the dependency 'org.springframework.boot:spring-boot-starter-data-redis-reactive', or set "
							+ "'apixo.limits.store' to 'memory'.");
		}
		return (builder) -> limiter.ifUnique(builder::limiter);
	}

}
