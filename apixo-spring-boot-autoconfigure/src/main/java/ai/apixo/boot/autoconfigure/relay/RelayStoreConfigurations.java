package ai.apixo.boot.autoconfigure.relay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.relay.MemoryRelayStore;
import ai.apixo.relay.RedisRelayStore;
import ai.apixo.relay.RelayStore;

/**
 * Where runs are kept. They are imported in this order: memory comes last.
 */
final class RelayStoreConfigurations {

	private static final String ADD_REDIS = "Add 'org.springframework.boot:spring-boot-starter-data-redis-reactive' and"
			+ " set 'spring.data.redis.*', or set 'apixo.relay.store' to 'memory'.";

	private RelayStoreConfigurations() {
	}

	/**
	 * Ending what is still in progress takes another second of the phase.
	 */
	private static Duration shutdownWait(ObjectProvider<LifecycleProperties> lifecycle) {
		long phase = lifecycle.getIfAvailable(LifecycleProperties::new).getTimeoutPerShutdownPhase().toMillis();
		return Duration.ofMillis(phase - Math.min(phase / 2, 1000));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RedisClient.class, DataRedisConnectionDetails.class })
	@ConditionalOnProperty(name = "apixo.relay.store", havingValue = "redis")
	@ConditionalOnSingleCandidate(ReactiveRedisConnectionFactory.class)
	@ConditionalOnMissingBean(RelayStore.class)
	static class Connections {

		@Bean
		RelayConnections apixoRelayConnections(ReactiveRedisConnectionFactory connectionFactory,
				ObjectProvider<DataRedisConnectionDetails> details, ConfigurableListableBeanFactory beans) {
			return new RelayConnections(connectionFactory, details.getIfUnique(), beans);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ReactiveRedisConnectionFactory.class)
	@ConditionalOnProperty(name = "apixo.relay.store", havingValue = "redis")
	@ConditionalOnMissingBean(RelayStore.class)
	static class Redis {

		@Bean
		RedisRelayStore apixoRelayStore(ObjectProvider<ReactiveRedisConnectionFactory> connectionFactory,
				ObjectProvider<RelayConnections> connections, ApixoRelayProperties properties,
				ObjectProvider<LifecycleProperties> lifecycle) {
			RelayConnections own = connections.getIfAvailable();
			ReactiveRedisConnectionFactory factory = (own != null) ? own.factory() : connectionFactory.getIfUnique();
			if (factory == null) {
				throw new ApixoConfigurationException("'apixo.relay.store' is 'redis', but there is no single bean of"
						+ " type ReactiveRedisConnectionFactory.", ADD_REDIS);
			}
			return new RedisRelayStore(factory, properties.getRedis().getKeyPrefix(), properties.getRedis().getLease(),
					shutdownWait(lifecycle));
		}

	}

	/**
	 * By default Lettuce waits for up to 30 seconds before it tries to connect again, so
	 * that an outage would last for twice as long as Redis is away.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ClientResources.class, ClientResourcesBuilderCustomizer.class })
	@ConditionalOnProperty(name = "apixo.relay.store", havingValue = "redis")
	static class Reconnection {

		private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

		@Bean
		@Order(0)
		ClientResourcesBuilderCustomizer apixoRelayClientResourcesBuilderCustomizer() {
			return (resources) -> resources
				.reconnectDelay(Delay.exponential(Duration.ZERO, LONGEST_WAIT, 2, TimeUnit.MILLISECONDS));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(RelayStore.class)
	static class Memory {

		@Bean
		MemoryRelayStore apixoRelayStore(ApixoRelayProperties properties,
				ObjectProvider<LifecycleProperties> lifecycle) {
			if (properties.getStore() == ApixoRelayProperties.Store.REDIS) {
				throw new ApixoConfigurationException(
						"'apixo.relay.store' is 'redis', but Spring Data Redis is not on the class path.", ADD_REDIS);
			}
			return new MemoryRelayStore(properties.getMemory().getMaxSize(), shutdownWait(lifecycle));
		}

	}

}
