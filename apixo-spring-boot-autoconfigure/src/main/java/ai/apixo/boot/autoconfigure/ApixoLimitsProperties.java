package ai.apixo.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import ai.apixo.client.lifecycle.CountableDuration;
import ai.apixo.limit.CallLimits;

/**
 * What one API key may use.
 *
 * @since 0.1.0
 */
public class ApixoLimitsProperties {

	/**
	 * Maximum number of requests per minute for each API key. Unlimited by default.
	 */
	private @Nullable Integer requestsPerMinute;

	/**
	 * Maximum number of concurrent calls for each API key. Unlimited by default.
	 */
	private @Nullable Integer concurrentCalls;

	/**
	 * Maximum number of input tokens per minute for each API key, including those written
	 * to the prompt cache. Unlimited by default.
	 */
	private @Nullable Long inputTokensPerMinute;

	/**
	 * Maximum number of output tokens per minute for each API key. Unlimited by default.
	 */
	private @Nullable Long outputTokensPerMinute;

	/**
	 * Maximum total time that a call may wait for its turn, across all attempts. Zero
	 * means that calls do not wait. In milliseconds unless a unit is given.
	 */
	private Duration maxWait = Duration.ofSeconds(20);

	/**
	 * Maximum number of calls that may wait for each API key in this process.
	 */
	private int queueCapacity = 1000;

	/**
	 * Where to track usage: in the memory of this process, or in Redis across all
	 * replicas.
	 */
	private Store store = Store.MEMORY;

	private final Redis redis = new Redis();

	/**
	 * Return the maximum number of requests per minute for each API key.
	 * @return the requests per minute
	 */
	public @Nullable Integer getRequestsPerMinute() {
		return this.requestsPerMinute;
	}

	/**
	 * Set the maximum number of requests per minute for each API key.
	 * @param requestsPerMinute the requests per minute
	 */
	public void setRequestsPerMinute(@Nullable Integer requestsPerMinute) {
		this.requestsPerMinute = requestsPerMinute;
	}

	/**
	 * Return the maximum number of concurrent calls for each API key.
	 * @return the concurrent calls
	 */
	public @Nullable Integer getConcurrentCalls() {
		return this.concurrentCalls;
	}

	/**
	 * Set the maximum number of concurrent calls for each API key.
	 * @param concurrentCalls the concurrent calls
	 */
	public void setConcurrentCalls(@Nullable Integer concurrentCalls) {
		this.concurrentCalls = concurrentCalls;
	}

	/**
	 * Return the maximum number of input tokens per minute for each API key, including
	 * those written to the prompt cache.
	 * @return the input tokens per minute
	 */
	public @Nullable Long getInputTokensPerMinute() {
		return this.inputTokensPerMinute;
	}

	/**
	 * Set the maximum number of input tokens per minute for each API key, including those
	 * written to the prompt cache.
	 * @param inputTokensPerMinute the input tokens per minute
	 */
	public void setInputTokensPerMinute(@Nullable Long inputTokensPerMinute) {
		this.inputTokensPerMinute = inputTokensPerMinute;
	}

	/**
	 * Return the maximum number of output tokens per minute for each API key.
	 * @return the output tokens per minute
	 */
	public @Nullable Long getOutputTokensPerMinute() {
		return this.outputTokensPerMinute;
	}

	/**
	 * Set the maximum number of output tokens per minute for each API key.
	 * @param outputTokensPerMinute the output tokens per minute
	 */
	public void setOutputTokensPerMinute(@Nullable Long outputTokensPerMinute) {
		this.outputTokensPerMinute = outputTokensPerMinute;
	}

	/**
	 * Return the maximum total time that a call may wait for its turn, across all
	 * attempts.
	 * @return the maximum
	 */
	public Duration getMaxWait() {
		return this.maxWait;
	}

	/**
	 * Set the maximum total time that a call may wait for its turn, across all attempts.
	 * @param maxWait the maximum
	 */
	public void setMaxWait(Duration maxWait) {
		this.maxWait = maxWait;
	}

	/**
	 * Return the maximum number of calls that may wait for each API key in this process.
	 * @return the queue capacity
	 */
	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	/**
	 * Set the maximum number of calls that may wait for each API key in this process.
	 * @param queueCapacity the queue capacity
	 */
	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	/**
	 * Return where to track usage: in the memory of this process, or in Redis across all
	 * replicas.
	 * @return the store
	 */
	public Store getStore() {
		return this.store;
	}

	/**
	 * Set where to track usage: in the memory of this process, or in Redis across all
	 * replicas.
	 * @param store the store
	 */
	public void setStore(Store store) {
		this.store = store;
	}

	/**
	 * Return the properties of limits that are kept in Redis.
	 * @return the redis
	 */
	public Redis getRedis() {
		return this.redis;
	}

	/**
	 * Return the limits.
	 * @return the limits, or {@code null} if there is no number
	 */
	@Nullable CallLimits limits() {
		checkNumber("requests-per-minute", this.requestsPerMinute);
		checkNumber("concurrent-calls", this.concurrentCalls);
		checkNumber("input-tokens-per-minute", this.inputTokensPerMinute);
		checkNumber("output-tokens-per-minute", this.outputTokensPerMinute);
		check("max-wait", this.maxWait, !this.maxWait.isNegative());
		check("queue-capacity", this.queueCapacity, this.queueCapacity >= 0);
		CallLimits limits = CallLimits.builder()
			.requestsPerMinute(this.requestsPerMinute)
			.concurrentCalls(this.concurrentCalls)
			.inputTokensPerMinute(this.inputTokensPerMinute)
			.outputTokensPerMinute(this.outputTokensPerMinute)
			.maxWait(CountableDuration.of(this.maxWait))
			.queueCapacity(this.queueCapacity)
			.build();
		return limits.hasNumber() ? limits : null;
	}

	private static void checkNumber(String name, @Nullable Number number) {
		if (number != null && number.longValue() < 1) {
			throw new InvalidConfigurationPropertyValueException("apixo.limits." + name, number, "Must be 1 or more.");
		}
	}

	private static void check(String name, Object value, boolean valid) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("apixo.limits." + name, value, "Must be 0 or more.");
		}
	}

	/**
	 * Where to track usage.
	 */
	public enum Store {

		/**
		 * In the memory of this process.
		 */
		MEMORY,

		/**
		 * In Redis, for all replicas together.
		 */
		REDIS

	}

	/**
	 * How to track usage in Redis.
	 */
	public static class Redis {

		/**
		 * Prefix for Redis keys.
		 */
		private String keyPrefix = "apixo:limits:";

		/**
		 * Maximum time to wait for Redis before the limits are applied in memory. In
		 * milliseconds unless a unit is given.
		 */
		private Duration timeout = Duration.ofMillis(200);

		/**
		 * Return the prefix for Redis keys.
		 * @return the key prefix
		 */
		public String getKeyPrefix() {
			return this.keyPrefix;
		}

		/**
		 * Set the prefix for Redis keys.
		 * @param keyPrefix the key prefix
		 */
		public void setKeyPrefix(String keyPrefix) {
			this.keyPrefix = keyPrefix;
		}

		/**
		 * Return the maximum time to wait for Redis before the limits are applied in
		 * memory.
		 * @return the timeout
		 */
		public Duration getTimeout() {
			return this.timeout;
		}

		/**
		 * Set the maximum time to wait for Redis before the limits are applied in memory.
		 * @param timeout the timeout
		 */
		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

}
