package ai.apixo.client;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoIncompleteStreamException;

/**
 * Decides which failures to retry: the statuses 429, 502 and 504, and connections that
 * failed before anything was delivered. A failure is not retried if the gateway sends
 * {@code x-should-retry: false} or asks for a longer wait than the maximum, and never
 * after a timeout, because the gateway may still be generating.
 *
 * <p>
 * Has a default constructor, so the configuration of a Resilience4j retry can use it as
 * its {@code retry-exception-predicate}.
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
	 * @param statuses the HTTP statuses to retry
	 * @param connectionFailures whether to retry calls whose connection failed before the
	 * first event
	 * @param maxRetryAfter the maximum wait to accept; if the gateway asks for a longer
	 * one, the call fails at once
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
