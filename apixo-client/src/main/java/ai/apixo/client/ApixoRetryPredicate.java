package ai.apixo.client;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoIncompleteStreamException;

/**
 * Which failures another attempt may help: the statuses 429, 502 and 504 and connections
 * that failed before anything was delivered. Not when the gateway says
 * {@code x-should-retry: false} or asks for a longer wait than the longest acceptable
 * one, and never after a timeout, since the gateway may still be generating.
 *
 * <p>
 * Has a constructor without arguments so that a configuration of Resilience4j can name it
 * as its {@code retry-exception-predicate}.
 *
 * @since 0.1.0
 */
public final class ApixoRetryPredicate implements Predicate<Throwable> {

	static final Set<Integer> DEFAULT_STATUSES = Set.of(429, 502, 504);

	static final Duration DEFAULT_MAX_RETRY_AFTER = Duration.ofSeconds(60);

	private final Set<Integer> statuses;

	private final boolean connectionFailures;

	private final Duration maxRetryAfter;

	/**
	 * Create a predicate with the defaults.
	 */
	public ApixoRetryPredicate() {
		this(DEFAULT_STATUSES, true, DEFAULT_MAX_RETRY_AFTER);
	}

	/**
	 * Create a predicate.
	 * @param statuses the statuses that are retried
	 * @param connectionFailures whether connections that failed before the first event
	 * are retried
	 * @param maxRetryAfter the longest wait to accept; when the gateway asks for more,
	 * the call fails at once
	 */
	public ApixoRetryPredicate(Set<Integer> statuses, boolean connectionFailures, Duration maxRetryAfter) {
		this.statuses = Set.copyOf(statuses);
		this.connectionFailures = connectionFailures;
		this.maxRetryAfter = maxRetryAfter;
	}

	@Override
	public boolean test(Throwable failure) {
		if (failure instanceof ApixoApiException api) {
			return this.statuses.contains(api.effectiveStatus()) && !api.shouldNotRetry()
					&& isAcceptable(api.retryAfter());
		}
		if (failure instanceof ApixoConnectionException connection) {
			return this.connectionFailures && connection.isRetryable();
		}
		if (failure instanceof ApixoIncompleteStreamException incomplete) {
			return this.connectionFailures && !incomplete.eventsDelivered();
		}
		return false;
	}

	private boolean isAcceptable(@Nullable Duration retryAfter) {
		return retryAfter == null || retryAfter.compareTo(this.maxRetryAfter) <= 0;
	}

}
