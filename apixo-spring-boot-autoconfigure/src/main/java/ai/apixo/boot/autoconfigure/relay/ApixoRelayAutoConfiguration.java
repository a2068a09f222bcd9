package ai.apixo.boot.autoconfigure.relay;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.RelayStore;

/**
 * Auto-configuration of {@link ApixoRelay} and of the store of its runs.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ApixoAutoConfiguration.class,
		afterName = { "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration",
				"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "apixo.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "apixo.relay.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ApixoRelayProperties.class)
@Import({ RelayStoreConfigurations.Connections.class, RelayStoreConfigurations.Redis.class,
		RelayStoreConfigurations.Reconnection.class, RelayStoreConfigurations.Memory.class })
public final class ApixoRelayAutoConfiguration {

	ApixoRelayAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ApixoRelay apixoRelay(RelayStore store, ApixoRelayProperties properties, Environment environment,
			ObjectProvider<ApixoClientResources> resources, ObjectProvider<JsonMapper> jsonMapper) {
		ApixoClientResources shared = resources.getIfAvailable();
		ApixoRelay.Builder builder = (shared != null) ? ApixoRelay.builder(shared.settingNames())
				: ApixoRelay.builder();
		jsonMapper.ifUnique(builder::jsonMapper);
		return builder.store(store)
			.grace(grace(properties, environment))
			.timeToLive(properties.getTimeToLive())
			.maxSize(properties.getMaxSize())
			.heartbeat(properties.getHeartbeat())
			.build();
	}

	/**
	 * An empty value does not reach the properties.
	 */
	private static @Nullable Duration grace(ApixoRelayProperties properties, Environment environment) {
		boolean unlimited = Binder.get(environment)
			.bind("apixo.relay.grace", String.class)
			.map((value) -> !StringUtils.hasText(value))
			.orElse(false);
		return unlimited ? null : properties.getGrace();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MeterConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ApixoRelayMetrics apixoRelayMetrics(ApixoRelay relay) {
			return new ApixoRelayMetrics(relay.activity());
		}

	}

}
