package ai.apixo.boot.autoconfigure.relay;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import ai.apixo.boot.TestReplies;
import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.relay.ApixoRelay;

/**
 * An application that relays through Redis, configured by properties alone.
 */
final class RelayReplica implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private RelayReplica(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Start one after the other: the logging system is the JVM's, and applications that
	 * start at the same instant configure it at once.
	 */
	static synchronized RelayReplica start(int redisPort, String... properties) {
		return new RelayReplica(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("apixo.api-key=" + TestReplies.KEY, "apixo.relay.store=redis",
					"spring.data.redis.url=redis://127.0.0.1:" + redisPort,
					"spring.lifecycle.timeout-per-shutdown-phase=200ms", "spring.main.banner-mode=off",
					"logging.level.root=error")
			.properties(properties)
			.run());
	}

	ApixoRelay relay() {
		return this.context.getBean(ApixoRelay.class);
	}

	ApixoMessagesClient client() {
		return this.context.getBean(ApixoMessagesClient.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LifecycleAutoConfiguration.class, ApixoAutoConfiguration.class,
			ApixoRelayAutoConfiguration.class, DataRedisAutoConfiguration.class,
			DataRedisReactiveAutoConfiguration.class })
	static class Application {

	}

}
