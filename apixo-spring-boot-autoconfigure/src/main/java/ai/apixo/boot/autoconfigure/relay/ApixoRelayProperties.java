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

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Store getStore() {
		return this.store;
	}

	public void setStore(Store store) {
		this.store = store;
	}

	public Duration getGrace() {
		return this.grace;
	}

	public void setGrace(Duration grace) {
		this.grace = grace;
	}

	public Duration getTimeToLive() {
		return this.timeToLive;
	}

	public void setTimeToLive(Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	public DataSize getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

	public Duration getHeartbeat() {
		return this.heartbeat;
	}

	public void setHeartbeat(Duration heartbeat) {
		this.heartbeat = heartbeat;
	}

	public Memory getMemory() {
		return this.memory;
	}

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

		public DataSize getMaxSize() {
			return this.maxSize;
		}

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

		public String getKeyPrefix() {
			return this.keyPrefix;
		}

		public void setKeyPrefix(String keyPrefix) {
			this.keyPrefix = keyPrefix;
		}

		public Duration getLease() {
			return this.lease;
		}

		public void setLease(Duration lease) {
			this.lease = lease;
		}

	}

}
