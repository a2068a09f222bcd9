package ai.apixo.limit;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * The limits of one API key at its gateway, and how long calls may wait for their turn.
 * Immutable. A number that is {@code null} means no limit. <pre class="code">
 * CallLimits limits = CallLimits.builder().requestsPerMinute(60).concurrentCalls(10).build();
 * </pre>
 *
 * @since 0.1.0
 */
public final class CallLimits {

	private static final Duration DEFAULT_MAX_WAIT = Duration.ofSeconds(20);

	private static final int DEFAULT_QUEUE_CAPACITY = 1000;

	private final @Nullable Integer requestsPerMinute;

	private final @Nullable Integer concurrentCalls;

	private final @Nullable Long inputTokensPerMinute;

	private final @Nullable Long outputTokensPerMinute;

	private final Duration maxWait;

	private final int queueCapacity;

	private final Numbers numbers;

	private CallLimits(Builder builder) {
		this.requestsPerMinute = builder.requestsPerMinute;
		this.concurrentCalls = builder.concurrentCalls;
		this.inputTokensPerMinute = builder.inputTokensPerMinute;
		this.outputTokensPerMinute = builder.outputTokensPerMinute;
		this.maxWait = builder.maxWait;
		this.queueCapacity = builder.queueCapacity;
		this.numbers = new Numbers((this.requestsPerMinute != null) ? this.requestsPerMinute : Numbers.NOT_LIMITED,
				(this.concurrentCalls != null) ? this.concurrentCalls : Numbers.NOT_LIMITED,
				(this.inputTokensPerMinute != null) ? this.inputTokensPerMinute : Numbers.NOT_LIMITED,
				(this.outputTokensPerMinute != null) ? this.outputTokensPerMinute : Numbers.NOT_LIMITED);
	}

	/**
	 * Return a builder without any limit.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return a builder with these limits.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder().requestsPerMinute(this.requestsPerMinute)
			.concurrentCalls(this.concurrentCalls)
			.inputTokensPerMinute(this.inputTokensPerMinute)
			.outputTokensPerMinute(this.outputTokensPerMinute)
			.maxWait(this.maxWait)
			.queueCapacity(this.queueCapacity);
	}

	/**
	 * Return the maximum number of requests per minute.
	 * @return the number, or {@code null} for no limit
	 */
	public @Nullable Integer requestsPerMinute() {
		return this.requestsPerMinute;
	}

	/**
	 * Return the maximum number of concurrent calls.
	 * @return the number, or {@code null} for no limit
	 */
	public @Nullable Integer concurrentCalls() {
		return this.concurrentCalls;
	}

	/**
	 * Return the maximum number of input tokens per minute, including those written to
	 * the prompt cache.
	 * @return the number, or {@code null} for no limit
	 */
	public @Nullable Long inputTokensPerMinute() {
		return this.inputTokensPerMinute;
	}

	/**
	 * Return the maximum number of output tokens per minute.
	 * @return the number, or {@code null} for no limit
	 */
	public @Nullable Long outputTokensPerMinute() {
		return this.outputTokensPerMinute;
	}

	/**
	 * Return the maximum total time that a call may wait for its turn, across all
	 * attempts.
	 * @return the time, 20 seconds by default; zero if calls do not wait
	 */
	public Duration maxWait() {
		return this.maxWait;
	}

	/**
	 * Return the maximum number of calls in a process that may wait for one key.
	 * @return the number, 1,000 by default
	 */
	public int queueCapacity() {
		return this.queueCapacity;
	}

	/**
	 * Return whether anything is limited.
	 * @return {@code true} if any number is set
	 */
	public boolean hasNumber() {
		return !this.numbers.equals(Numbers.NONE);
	}

	Numbers numbers() {
		return this.numbers;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CallLimits limits && this.numbers.equals(limits.numbers)
				&& this.maxWait.equals(limits.maxWait) && this.queueCapacity == limits.queueCapacity;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.numbers, this.maxWait, this.queueCapacity);
	}

	@Override
	public String toString() {
		return "CallLimits[requestsPerMinute=" + this.requestsPerMinute + ", concurrentCalls=" + this.concurrentCalls
				+ ", inputTokensPerMinute=" + this.inputTokensPerMinute + ", outputTokensPerMinute="
				+ this.outputTokensPerMinute + ", maxWait=" + this.maxWait + ", queueCapacity=" + this.queueCapacity
				+ "]";
	}

	/**
	 * Builds {@link CallLimits}.
	 */
	public static final class Builder {

		private @Nullable Integer requestsPerMinute;

		private @Nullable Integer concurrentCalls;

		private @Nullable Long inputTokensPerMinute;

		private @Nullable Long outputTokensPerMinute;

		private Duration maxWait = DEFAULT_MAX_WAIT;

		private int queueCapacity = DEFAULT_QUEUE_CAPACITY;

		private Builder() {
		}

		/**
		 * Set the maximum number of requests per minute.
		 * @param requestsPerMinute at least 1, or {@code null} for no limit
		 * @return this builder
		 * @throws ApixoConfigurationException if it is less than 1
		 */
		public Builder requestsPerMinute(@Nullable Integer requestsPerMinute) {
			checkNumber("requestsPerMinute", requestsPerMinute);
			this.requestsPerMinute = requestsPerMinute;
			return this;
		}

		/**
		 * Set the maximum number of concurrent calls.
		 * @param concurrentCalls at least 1, or {@code null} for no limit
		 * @return this builder
		 * @throws ApixoConfigurationException if it is less than 1
		 */
		public Builder concurrentCalls(@Nullable Integer concurrentCalls) {
			checkNumber("concurrentCalls", concurrentCalls);
			this.concurrentCalls = concurrentCalls;
			return this;
		}

		/**
		 * Set the maximum number of input tokens per minute.
		 * @param inputTokensPerMinute at least 1, or {@code null} for no limit
		 * @return this builder
		 * @throws ApixoConfigurationException if it is less than 1
		 */
		public Builder inputTokensPerMinute(@Nullable Long inputTokensPerMinute) {
			checkNumber("inputTokensPerMinute", inputTokensPerMinute);
			this.inputTokensPerMinute = inputTokensPerMinute;
			return this;
		}

		/**
		 * Set the maximum number of input tokens per minute.
		 * @param inputTokensPerMinute at least 1
		 * @return this builder
		 * @throws ApixoConfigurationException if it is less than 1
		 */
		public Builder inputTokensPerMinute(long inputTokensPerMinute) {
			return inputTokensPerMinute(Long.valueOf(inputTokensPerMinute));
		}

		/**
		 * Set the maximum number of output tokens per minute.
		 * @param outputTokensPerMinute at least 1, or {@code null} for no limit
		 * @return this builder
		 * @throws ApixoConfigurationException if it is less than 1
		 */
		public Builder outputTokensPerMinute(@Nullable Long outputTokensPerMinute) {
			checkNumber("outputTokensPerMinute", outputTokensPerMinute);
			this.outputTokensPerMinute = outputTokensPerMinute;
			return this;
		}

		/**
		 * Set the maximum number of output tokens per minute.
		 * @param outputTokensPerMinute at least 1
		 * @return this builder
		 * @throws ApixoConfigurationException if it is less than 1
		 */
		public Builder outputTokensPerMinute(long outputTokensPerMinute) {
			return outputTokensPerMinute(Long.valueOf(outputTokensPerMinute));
		}

		/**
		 * Set the maximum total time that a call may wait for its turn, across all
		 * attempts.
		 * @param maxWait the time; zero if calls do not wait
		 * @return this builder
		 * @throws ApixoConfigurationException if it is negative
		 */
		public Builder maxWait(Duration maxWait) {
			if (maxWait.isNegative()) {
				throw refused("maxWait", maxWait, "0 or more");
			}
			this.maxWait = maxWait;
			return this;
		}

		/**
		 * Set the maximum number of calls in a process that may wait for one key.
		 * @param queueCapacity 0 or more
		 * @return this builder
		 * @throws ApixoConfigurationException if it is negative
		 */
		public Builder queueCapacity(int queueCapacity) {
			if (queueCapacity < 0) {
				throw refused("queueCapacity", queueCapacity, "0 or more");
			}
			this.queueCapacity = queueCapacity;
			return this;
		}

		private static void checkNumber(String name, @Nullable Number number) {
			if (number != null && number.longValue() < 1) {
				throw refused(name, number, "1 or more, or null for no limit");
			}
		}

		private static ApixoConfigurationException refused(String name, Object value, String allowed) {
			return new ApixoConfigurationException(
					"The limit '" + name + "' is " + value + " but must be " + allowed + ".",
					"Correct " + name + "(..) of the builder of CallLimits.");
		}

		/**
		 * Create the limits.
		 * @return the limits
		 */
		public CallLimits build() {
			return new CallLimits(this);
		}

	}

}
