package ai.apixo.boot.autoconfigure.relay;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The connections of the relay. To a single Redis that Spring Boot has configured it
 * opens {@link OneConnection} in place of two. It is no bean of type
 * {@link ReactiveRedisConnectionFactory}, so that the application's remains the only one.
 */
final class RelayConnections implements SmartLifecycle, DisposableBean {

	/**
	 * The name of the bean and of the configuration that Spring Boot defines it in. An
	 * application's own factory may be for several servers, and does not say so.
	 */
	private static final String BEAN = "redisConnectionFactory";

	private static final String CONFIGURATION = "org.springframework.boot.data.redis.autoconfigure.LettuceConnectionConfiguration";

	private final ReactiveRedisConnectionFactory factory;

	private final @Nullable LettuceConnectionFactory own;

	RelayConnections(ReactiveRedisConnectionFactory application, @Nullable DataRedisConnectionDetails details,
			ConfigurableListableBeanFactory beans) {
		this.own = (application instanceof LettuceConnectionFactory lettuce && isSpringBoots(beans)
				&& isOneServer(details) && isShared(lettuce)) ? new OneConnectionFactory(lettuce) : null;
		this.factory = (this.own != null) ? this.own : application;
		if (this.own != null) {
			this.own.afterPropertiesSet();
		}
	}

	private static boolean isSpringBoots(ConfigurableListableBeanFactory beans) {
		if (!beans.containsBeanDefinition(BEAN)) {
			return false;
		}
		BeanDefinition definition = beans.getBeanDefinition(BEAN);
		return CONFIGURATION.equals(definition.getFactoryBeanName());
	}

	private static boolean isOneServer(@Nullable DataRedisConnectionDetails details) {
		return details != null && details.getStandalone() != null && details.getSentinel() == null
				&& details.getCluster() == null && details.getMasterReplica() == null;
	}

	private static boolean isShared(LettuceConnectionFactory factory) {
		return factory.getClass() == LettuceConnectionFactory.class && factory.getShareNativeConnection();
	}

	ReactiveRedisConnectionFactory factory() {
		return this.factory;
	}

	@Override
	public void start() {
		if (this.own != null) {
			this.own.start();
		}
	}

	@Override
	public void stop() {
		if (this.own != null) {
			this.own.stop();
		}
	}

	@Override
	public boolean isRunning() {
		return this.own != null && this.own.isRunning();
	}

	/**
	 * That of the application's connections, after the store.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

	@Override
	public void destroy() {
		if (this.own != null) {
			this.own.destroy();
		}
	}

}
