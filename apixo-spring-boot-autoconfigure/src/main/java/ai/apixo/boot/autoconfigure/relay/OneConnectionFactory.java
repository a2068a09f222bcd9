package ai.apixo.boot.autoconfigure.relay;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.codec.RedisCodec;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceSslClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionProvider;

/**
 * Opens {@link OneConnection} to the Redis of an application.
 */
final class OneConnectionFactory extends LettuceConnectionFactory {

	/**
	 * Create a factory.
	 * @param application the application's own, for a single server
	 */
	OneConnectionFactory(LettuceConnectionFactory application) {
		super(application.getStandaloneConfiguration(), withoutPool(application.getClientConfiguration()));
	}

	/**
	 * A pool would keep what is released.
	 */
	private static LettuceClientConfiguration withoutPool(LettuceClientConfiguration configuration) {
		LettuceClientConfigurationBuilder copy = LettuceClientConfiguration.builder()
			.commandTimeout(configuration.getCommandTimeout())
			.shutdownTimeout(configuration.getShutdownTimeout())
			.shutdownQuietPeriod(configuration.getShutdownQuietPeriod());
		configuration.getClientResources().ifPresent(copy::clientResources);
		configuration.getClientOptions().ifPresent(copy::clientOptions);
		configuration.getClientName().ifPresent(copy::clientName);
		configuration.getReadFrom().ifPresent(copy::readFrom);
		configuration.getRedisCredentialsProviderFactory().ifPresent(copy::redisCredentialsProviderFactory);
		if (configuration.isUseSsl()) {
			LettuceSslClientConfigurationBuilder ssl = copy.useSsl().verifyPeer(configuration.getVerifyMode());
			if (configuration.isStartTls()) {
				ssl.startTls();
			}
		}
		return copy.build();
	}

	@Override
	protected LettuceConnectionProvider doCreateConnectionProvider(AbstractRedisClient client, RedisCodec<?, ?> codec) {
		return new OneConnection(super.doCreateConnectionProvider(client, codec));
	}

}
