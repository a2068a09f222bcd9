package ai.apixo.client;

import java.time.Duration;

import io.github.resilience4j.core.IntervalBiFunction;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.lifecycle.CountableDuration;

/**
 * Determines the wait before another attempt: 1, 2, 4 seconds and so on with jitter, but
 * never less than the gateway asked for.
 *
 * <p>
 * Has a default constructor, so the configuration of a Resilience4j retry can use it as
 * its {@code interval-bi-function}.
 *
 * @since 0.1.0
 */
public final class ApixoRetryInterval implements IntervalBiFunction<Object> {

	static final Duration DEFAULT_INITIAL_BACKOFF = Duration.ofSeconds(1);

	static final double DEFAULT_MULTIPLIER = 2;

	static final Duration DEFAULT_MAX_BACKOFF = Duration.ofSeconds(30);

	static final double DEFAULT_JITTER = 0.25;

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
	 * @param multiplier the multiplier applied to each wait to compute the next one, at
	 * least 1
	 * @param maxBackoff the maximum wait, unless the gateway asks for a longer one
	 * @param jitter the random factor applied to each wait, from 0 (none) up to but
	 * excluding 1
	 */
	public ApixoRetryInterval(Duration initialBackoff, double multiplier, Duration maxBackoff, double jitter) {
		Duration initial = CountableDuration.of(initialBackoff);
		Duration max = CountableDuration.of(maxBackoff);
		this.backoff = (jitter > 0) ? IntervalFunction.ofExponentialRandomBackoff(initial, multiplier, jitter, max)
				: IntervalFunction.ofExponentialBackoff(initial, multiplier, max);
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
		return CountableDuration.of(duration).plusNanos(999_999).toMillis();
	}

}
