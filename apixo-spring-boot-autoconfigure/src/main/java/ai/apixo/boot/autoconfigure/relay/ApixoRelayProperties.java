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
	 * Whether to configure the relay.
	 */
	private boolean enabled = true;

	/**
	 * Where runs are kept: in the memory of the application, or in Redis where several
	 * replicas serve.
	 */
	private Store store = Store.MEMORY;

	/**
	 * Time that a run goes on while nobody watches it; an empty value means until its
	 * end. In milliseconds unless a unit is given.
	 */
	private Duration grace = Duration.ofSeconds(30);

	/**
	 * Time that an ended run can still be watched. In milliseconds unless a unit is
	 * given.
	 */
	private Duration timeToLive = Duration.ofMinutes(10);

	/**
	 * Maximum size of the JSON of one run. A run above it fails. In bytes unless a unit
	 * is given.
	 */
	private DataSize maxSize = DataSize.ofMegabytes(16);

	/**
	 * Longest silence towards a watcher, after which a comment is sent. In milliseconds
	 * unless a unit is given.
	 */
	private Duration heartbeat = Duration.ofSeconds(15);

	private final Memory memory = new Memory();

	private final Redis redis = new Redis();

	/**
	 * Return whether to configure the relay.
	 * @return whether it is enabled
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether to configure the relay.
	 * @param enabled whether it is enabled
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return where runs are kept: in the memory of the application, or in Redis where
	 * several replicas serve.
	 * @return the store
	 */
	public Store getStore() {
		return this.store;
	}

	/**
	 * Set where runs are kept: in the memory of the application, or in Redis where
	 * several replicas serve.
	 * @param store the store
	 */
	public void setStore(Store store) {
		this.store = store;
	}

	/**
	 * Return the time that a run goes on while nobody watches it; an empty value means
	 * until its end.
	 * @return the time
	 */
	public Duration getGrace() {
		return this.grace;
	}

	/**
	 * Set the time that a run goes on while nobody watches it; an empty value means until
	 * its end.
	 * @param grace the time
	 */
	public void setGrace(Duration grace) {
		this.grace = grace;
	}

	/**
	 * Return the time that an ended run can still be watched.
	 * @return the time to live
	 */
	public Duration getTimeToLive() {
		return this.timeToLive;
	}

	/**
	 * Set the time that an ended run can still be watched.
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
	 * Return the longest silence towards a watcher, after which a comment is sent.
	 * @return the heartbeat
	 */
	public Duration getHeartbeat() {
		return this.heartbeat;
	}

	/**
	 * Set the longest silence towards a watcher, after which a comment is sent.
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
	 * Where runs are kept.
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
		 * Maximum size of the JSON of all runs in memory. In bytes unless a unit is
		 * given.
		 */
		private DataSize maxSize = DataSize.ofMegabytes(256);

		/**
		 * Return the maximum size of the JSON of all runs in memory.
		 * @return the maximum
		 */
		public DataSize getMaxSize() {
			return this.maxSize;
		}

		/**
		 * Set the maximum size of the JSON of all runs in memory.
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
		 * Prefix of all keys and of the channel.
		 */
		private String keyPrefix = "apixo:relay:";

		/**
		 * Time after which a replica that does not renew its runs counts as dead. In
		 * milliseconds unless a unit is given.
		 */
		private Duration lease = Duration.ofSeconds(5);

		/**
		 * Return the prefix of all keys and of the channel.
		 * @return the key prefix
		 */
		public String getKeyPrefix() {
			return this.keyPrefix;
		}

		/**
		 * Set the prefix of all keys and of the channel.
		 * @param keyPrefix the key prefix
		 */
		public void setKeyPrefix(String keyPrefix) {
			this.keyPrefix = keyPrefix;
		}

		/**
		 * Return the time after which a replica that does not renew its runs counts as
		 * dead.
		 * @return the lease
		 */
		public Duration getLease() {
			return this.lease;
		}

		/**
		 * Set the time after which a replica that does not renew its runs counts as dead.
		 * @param lease the lease
		 */
		public void setLease(Duration lease) {
			this.lease = lease;
		}

	}

}
