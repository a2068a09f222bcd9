package ai.apixo.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Tracks the usage of each key in Redis, so the limits apply to all replicas together.
 * Each key is one hash with a time to live of three minutes, and every change is one call
 * of one script, with the clock of the server. Requires Redis 6 or newer, including
 * Sentinel and Cluster, and Spring Data Redis.
 *
 * <p>
 * No call fails because Redis does not respond: until it does, each replica keeps to its
 * share of the limits. The places of a replica that was killed are free within 15
 * seconds.
 *
 * @since 0.1.0
 */
public final class RedisCallLimiter implements CallLimiter, AutoCloseable {

	private static final long RENEWAL = TimeUnit.SECONDS.toMillis(5);

	private static final Duration TELLING_CHECK = Duration.ofMillis(10);

	private static final Duration LONGEST_TELLING = Duration.ofSeconds(1);

	private final Scheduler clock;

	private final LimitedKeys keys;

	private final LimitsScript script;

	private final AtomicReference<@Nullable Disposable> renewals = new AtomicReference<>();

	private volatile boolean closed;

	private RedisCallLimiter(Builder builder) {
		this.clock = builder.clock;
		String replica = LimitedKeys.newReplica();
		this.script = new LimitsScript(builder.connectionFactory, builder.clock, builder.keyPrefix, replica);
		RedisGate gate = new RedisGate(builder.clock, builder.timeout);
		this.keys = new LimitedKeys(builder.clock, replica,
				(keyId) -> new RedisUsage(keyId, this.script, gate, builder.clock));
	}

	/**
	 * Return a builder.
	 * @param connectionFactory the factory of the connections to Redis
	 * @return the builder
	 */
	public static Builder builder(ReactiveRedisConnectionFactory connectionFactory) {
		return new Builder(connectionFactory);
	}

	@Override
	public Permit acquire(PermitRequest request) {
		if (this.renewals.get() == null && !this.closed) {
			Disposable periodical = this.clock.schedulePeriodically(this.keys::renew, RENEWAL, RENEWAL,
					TimeUnit.MILLISECONDS);
			if (!this.renewals.compareAndSet(null, periodical) || this.closed) {
				periodical.dispose();
			}
		}
		return this.keys.acquire(request);
	}

	@Override
	public Scheduler clock() {
		return this.clock;
	}

	/**
	 * Wait until Redis has recorded everything that was given back so far. An application
	 * that closes calls this when its calls have ended and its connections to Redis are
	 * still open.
	 * @return completes then, after a second at the latest
	 */
	public Mono<Void> whenTold() {
		return Mono.defer(() -> hasTold() ? Mono.empty()
				: Flux.interval(TELLING_CHECK).takeUntil((tick) -> hasTold()).take(LONGEST_TELLING).then());
	}

	private boolean hasTold() {
		return !this.keys.areInUse() && isIdle();
	}

	/**
	 * Return whether Redis is asked for nothing at this moment.
	 */
	boolean isIdle() {
		return this.script.isIdle();
	}

	/**
	 * Stop renewing open calls. The places of those that are still open are free for
	 * other replicas within 15 seconds.
	 */
	@Override
	public void close() {
		this.closed = true;
		Disposable periodical = this.renewals.get();
		if (periodical != null) {
			periodical.dispose();
		}
	}

	@Override
	public String toString() {
		return "RedisCallLimiter[keys=" + this.keys.size() + "]";
	}

	/**
	 * Builds a {@link RedisCallLimiter}.
	 */
	public static final class Builder {

		private final ReactiveRedisConnectionFactory connectionFactory;

		private String keyPrefix = "apixo:limits:";

		private Duration timeout = Duration.ofMillis(200);

		private Scheduler clock = Schedulers.parallel();

		private Builder(ReactiveRedisConnectionFactory connectionFactory) {
			this.connectionFactory = connectionFactory;
		}

		/**
		 * Set the prefix of the keys in Redis.
		 * @param keyPrefix the prefix, default {@code apixo:limits:}
		 * @return this builder
		 */
		public Builder keyPrefix(String keyPrefix) {
			this.keyPrefix = keyPrefix;
			return this;
		}

		/**
		 * Set the maximum time to wait for Redis before the limits are applied in memory.
		 * @param timeout a positive duration, default 200 milliseconds
		 * @return this builder
		 * @throws ApixoConfigurationException if it is not positive
		 */
		public Builder timeout(Duration timeout) {
			if (timeout.isNegative() || timeout.isZero()) {
				throw new ApixoConfigurationException(
						"The time to wait for Redis is " + timeout + " but must be positive.");
			}
			this.timeout = timeout;
			return this;
		}

		/**
		 * Set the clock to use instead of that of the server. For tests only, because the
		 * clocks of replicas differ.
		 * @param clock provides the time and the timers
		 * @return this builder
		 */
		public Builder clock(Scheduler clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Create the limiter.
		 * @return the limiter
		 */
		public RedisCallLimiter build() {
			return new RedisCallLimiter(this);
		}

	}

}
