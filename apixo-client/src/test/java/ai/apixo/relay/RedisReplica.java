package ai.apixo.relay;

import java.time.Duration;
import java.util.UUID;

import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;

/**
 * What a replica of an application has, at a Redis that is not as it should be.
 */
final class RedisReplica implements AutoCloseable {

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final RedisRelayStore store;

	private final ApixoRelay relay;

	RedisReplica(ReactiveRedisConnectionFactory connections, Duration lease) {
		this.store = new RedisRelayStore(connections, this.prefix, lease, Duration.ofMillis(100));
		this.relay = ApixoRelay.builder().store(this.store).build();
	}

	/**
	 * Return what the names of its keys begin with.
	 */
	String prefix() {
		return this.prefix;
	}

	ApixoRelay relay() {
		return this.relay;
	}

	@Override
	public void close() {
		Runs.close(this.store);
	}

}
