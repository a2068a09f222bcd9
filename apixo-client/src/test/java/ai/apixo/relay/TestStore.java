package ai.apixo.relay;

import java.time.Duration;
import java.util.UUID;

import org.springframework.util.unit.DataSize;

import ai.apixo.redis.TestRedis;

/**
 * The stores that behave alike.
 */
enum TestStore {

	MEMORY {

		@Override
		RelayStore create(Duration shutdownWait) {
			return new MemoryRelayStore(DataSize.ofMegabytes(64), shutdownWait);
		}

	},

	REDIS {

		@Override
		RelayStore create(Duration shutdownWait) {
			return new RedisRelayStore(TestRedis.sharedConnections(), "test:" + UUID.randomUUID() + ":", LEASE,
					shutdownWait);
		}

	};

	static final Duration LEASE = Duration.ofSeconds(1);

	/**
	 * Create a store that nobody else uses.
	 * @param shutdownWait the maximum time to wait for runs when it stops
	 * @return the store
	 */
	abstract RelayStore create(Duration shutdownWait);

	RelayStore create() {
		return create(Duration.ofSeconds(9));
	}

	ApixoRelay relay() {
		return builder().build();
	}

	ApixoRelay.Builder builder() {
		return ApixoRelay.builder().store(create());
	}

}
