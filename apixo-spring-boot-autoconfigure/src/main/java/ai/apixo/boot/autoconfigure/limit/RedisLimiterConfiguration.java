package ai.apixo.boot.autoconfigure.limit;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;

import ai.apixo.boot.autoconfigure.ApixoLimitsProperties;
import ai.apixo.boot.autoconfigure.ApixoProperties;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.RedisCallLimiter;

/**
 * Keeps the use of API keys in Redis.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ReactiveRedisConnectionFactory.class)
@ConditionalOnProperty(name = "apixo.limits.store", havingValue = "redis")
class RedisLimiterConfiguration {

	@Bean
	@ConditionalOnBean(ReactiveRedisConnectionFactory.class)
	@ConditionalOnMissingBean(CallLimiter.class)
	RedisCallLimiter apixoCallLimiter(ReactiveRedisConnectionFactory connectionFactory, ApixoProperties properties) {
		ApixoLimitsProperties.Redis redis = properties.getLimits().getRedis();
		if (redis.getTimeout().isNegative() || redis.getTimeout().isZero()) {
			throw new InvalidConfigurationPropertyValueException("apixo.limits.redis.timeout", redis.getTimeout(),
					"Must be longer than zero.");
		}
		return RedisCallLimiter.builder(connectionFactory)
			.keyPrefix(redis.getKeyPrefix())
			.timeout(redis.getTimeout())
			.build();
	}

	@Bean
	@ConditionalOnBean(RedisCallLimiter.class)
	RedisLimiterLifecycle apixoRedisLimiterLifecycle(RedisCallLimiter limiter) {
		return new RedisLimiterLifecycle(limiter);
	}

}
