package ai.apixo.boot.autoconfigure.relay;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the relay.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("apixo.relay")
public class ApixoRelayProperties {

	/**
	 * Whether to enable auto-configuration of the relay.
	 */
	private boolean enabled = true;

	/**
	 * Where to store runs: in the memory of the application, or in Redis if there are
	 * several replicas.
	 */
	private Store store = Store.MEMORY;

	/**
	 * Time for which a run continues while nobody watches it; an empty value means until
	 * its end. In milliseconds unless a unit is given.
	 */
	private Duration grace = Duration.ofSeconds(30);

	/**
	 * Time for which a run can still be watched after its end. In milliseconds unless a
	 * unit is given.
	 */
	private Duration timeToLive = Duration.ofMinutes(10);

	/**
	 * Maximum size of the JSON of one run. A larger run fails. In bytes unless a unit is
	 * given.
	 */
	private DataSize maxSize = DataSize.ofMegabytes(16);

	/**
	 * Time without an event after which a comment is sent to a watcher. In milliseconds
	 * unless a unit is given.
	 */
	private Duration heartbeat = Duration.ofSeconds(15);

	private final Memory memory = new Memory();

	private final Redis redis = new Redis();

	/**
	 * Return whether to enable auto-configuration of the relay.
	 * @return whether it is enabled
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether to enable auto-configuration of the relay.
	 * @param enabled whether it is enabled
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return where to store runs: in the memory of the application, or in Redis if there
	 * are several replicas.
	 * @return the store
	 */
	public Store getStore() {
		return this.store;
	}

	/**
	 * Set where to store runs: in the memory of the application, or in Redis if there are
	 * several replicas.
	 * @param store the store
	 */
	public void setStore(Store store) {
		this.store = store;
	}

	/**
	 * Return the time for which a run continues while nobody watches it; an empty value
	 * means until its end.
	 * @return the time
	 */
	public Duration getGrace() {
		return this.grace;
	}

	/**
	 * Set the time for which a run continues while nobody watches it; an empty value
	 * means until its end.
	 * @param grace the time
	 */
	public void setGrace(Duration grace) {
		this.grace = grace;
	}

	/**
	 * Return the time for which a run can still be watched after its end.
	 * @return the time to live
	 */
	public Duration getTimeToLive() {
		return this.timeToLive;
	}

	/**
	 * Set the time for which a run can still be watched after its end.
	 * @param timeToLive the time to live
	 */
	public void setTimeToLive(Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	/**
	 * Return the maximum size of the JSON of one run.
	 * @return the maximum
	 */
	public DataSize getMaxSize() {
		return this.maxSize;
	}

	/**
	 * Set the maximum size of the JSON of one run.
	 * @param maxSize the maximum
	 */
	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Return the time without an event after which a comment is sent to a watcher.
	 * @return the heartbeat
	 */
	public Duration getHeartbeat() {
		return this.heartbeat;
	}

	/**
	 * Set the time without an event after which a comment is sent to a watcher.
	 * @param heartbeat the heartbeat
	 */
	public void setHeartbeat(Duration heartbeat) {
		this.heartbeat = heartbeat;
	}

	/**
	 * Return the properties of runs that are kept in memory.
	 * @return the memory
	 */
	public Memory getMemory() {
		return this.memory;
	}

	/**
	 * Return the properties of runs that are kept in Redis.
	 * @return the redis
	 */
	public Redis getRedis() {
		return this.redis;
	}

	/**
	 * Where to store runs.
	 *
	 * @since 0.1.0
	 */
	public enum Store {

		/**
		 * In the memory of the application.
		 */
		MEMORY,

		/**
		 * In Redis Streams, through Spring Data Redis.
		 */
		REDIS

	}

	/**
	 * Properties of runs in memory.
	 *
	 * @since 0.1.0
	 */
	public static class Memory {

		/**
		 * Maximum total size of the JSON of all runs in memory. In bytes unless a unit is
		 * given.
		 */
		private DataSize maxSize = DataSize.ofMegabytes(256);

		/**
		 * Return the maximum total size of the JSON of all runs in memory.
		 * @return the maximum
		 */
		public DataSize getMaxSize() {
			return this.maxSize;
		}

		/**
		 * Set the maximum total size of the JSON of all runs in memory.
		 * @param maxSize the maximum
		 */
		public void setMaxSize(DataSize maxSize) {
			this.maxSize = maxSize;
		}

	}

	/**
	 * Properties of runs in Redis.
	 *
	 * @since 0.1.0
	 */
	public static class Redis {

		/**
		 * Prefix for Redis keys and for the channel.
		 */
		private String keyPrefix = "apixo:relay:";

		/**
		 * Time after which a replica that has not renewed its runs is considered dead. In
		 * milliseconds unless a unit is given.
		 */
		private Duration lease = Duration.ofSeconds(5);

		/**
		 * Return the prefix for Redis keys and for the channel.
		 * @return the key prefix
		 */
		public String getKeyPrefix() {
			return this.keyPrefix;
		}

		/**
		 * Set the prefix for Redis keys and for the channel.
		 * @param keyPrefix the key prefix
		 */
		public void setKeyPrefix(String keyPrefix) {
			this.keyPrefix = keyPrefix;
		}

		/**
		 * Return the time after which a replica that has not renewed its runs is
		 * considered dead.
		 * @return the lease
		 */
		public Duration getLease() {
			return this.lease;
		}

		/**
		 * Set the time after which a replica that has not renewed its runs is considered
		 * dead.
		 * @param lease the lease
		 */
		public void setLease(Duration lease) {
			this.lease = lease;
		}

	}

}
