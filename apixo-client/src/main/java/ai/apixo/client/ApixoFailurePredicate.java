package ai.apixo.client;

import java.util.function.Predicate;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.client.error.ApixoTimeoutException;

/**
 * Which failures a circuit breaker should count against the gateway: statuses from 500,
 * 408 and 429, lost connections, time limits, and responses that cannot be read. What the
 * caller did wrong, such as a request that is refused with 400 or a key with 401, shows
 * that the gateway works.
 *
 * <p>
 * Has a constructor without arguments so that the configuration of a circuit breaker can
 * name it as its {@code record-failure-predicate}.
 *
 * @since 0.1.0
 */
public final class ApixoFailurePredicate implements Predicate<Throwable> {

	/**
	 * Create the predicate, as Resilience4j does by the name of its class.
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
