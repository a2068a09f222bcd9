package ai.apixo.client;

import java.time.Duration;

import io.github.resilience4j.core.IntervalBiFunction;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoApiException;

/**
 * How long to wait before another attempt: 1, 2, 4 seconds and so on with jitter, but
 * never less than the gateway asked for.
 *
 * <p>
 * Has a constructor without arguments so that
 * {@code resilience4j.retry.instances.apixo.interval-bi-function} can name it.
 *
 * @since 0.1.0
 */
public final class ApixoRetryInterval implements IntervalBiFunction<Object> {

	/**
	 * The wait before the second attempt, unless set otherwise.
	 */
	public static final Duration DEFAULT_INITIAL_BACKOFF = Duration.ofSeconds(1);

	/**
	 * What each wait is multiplied with to give the next, unless set otherwise.
	 */
	public static final double DEFAULT_MULTIPLIER = 2;

	/**
	 * The longest wait, unless set otherwise or the gateway asks for more.
	 */
	public static final Duration DEFAULT_MAX_BACKOFF = Duration.ofSeconds(30);

	/**
	 * By which part of it a wait varies at random, unless set otherwise.
	 */
	public static final double DEFAULT_JITTER = 0.25;

	/**
	 * No timer takes a wait of 300 years.
	 */
	private static final Duration LONGEST = Duration.ofDays(200 * 365);

	private final IntervalFunction backoff;

	/**
	 * Create an interval with the defaults.
	 */
	public ApixoRetryInterval() {
		this(DEFAULT_INITIAL_BACKOFF, DEFAULT_MULTIPLIER, DEFAULT_MAX_BACKOFF, DEFAULT_JITTER);
	}

	/**
	 * Create an interval.
	 * @param initialBackoff the wait before the second attempt
	 * @param multiplier what each wait is multiplied with, at least 1
	 * @param maxBackoff the longest wait that is not asked for by the gateway
	 * @param jitter by which part of it a wait varies at random, from 0 up to but not
	 * including 1
	 */
	public ApixoRetryInterval(Duration initialBackoff, double multiplier, Duration maxBackoff, double jitter) {
		this.backoff = (jitter > 0)
				? IntervalFunction.ofExponentialRandomBackoff(initialBackoff, multiplier, jitter, maxBackoff)
				: IntervalFunction.ofExponentialBackoff(initialBackoff, multiplier, maxBackoff);
	}

	@Override
	public Long apply(Integer attempt, Either<Throwable, Object> outcome) {
		long wait = this.backoff.apply(attempt);
		Duration asked = askedFor(outcome);
		return (asked != null) ? Math.max(wait, toMillis(asked)) : wait;
	}

	private static @Nullable Duration askedFor(Either<Throwable, Object> outcome) {
		return (outcome.isLeft() && outcome.getLeft() instanceof ApixoApiException api) ? api.retryAfter() : null;
	}

	/**
	 * Round up, so that no fraction of a millisecond is taken off.
	 */
	private static long toMillis(Duration duration) {
		return ((duration.compareTo(LONGEST) < 0) ? duration.plusNanos(999_999) : LONGEST).toMillis();
	}

}
