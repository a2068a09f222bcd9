package ai.apixo.client;

import java.util.function.Predicate;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.client.error.ApixoTimeoutException;

/**
 * Decides which failures a circuit breaker should count against the gateway: statuses
 * from 500, 408 and 429, lost connections, time limits, and responses that cannot be
 * read. Errors of the caller, such as a request that is refused with 400 or a key that is
 * refused with 401, show that the gateway works.
 *
 * <p>
 * Has a default constructor, so the configuration of a circuit breaker can use it as its
 * {@code record-failure-predicate}.
 *
 * @since 0.1.0
 */
public final class ApixoFailurePredicate implements Predicate<Throwable> {

	/**
	 * Create a predicate. Resilience4j calls this constructor.
	 */
	public ApixoFailurePredicate() {
	}

	@Override
	public boolean test(Throwable failure) {
		if (failure instanceof ApixoApiException api) {
			int status = api.effectiveStatus();
			return status >= 500 || status == 408 || status == 429;
		}
		if (failure instanceof ApixoTimeoutException timeout) {
			return timeout.limit() != ApixoLimit.TOTAL_TIMEOUT;
		}
		return failure instanceof ApixoConnectionException || failure instanceof ApixoIncompleteStreamException
				|| failure instanceof ApixoProtocolException;
	}

}
