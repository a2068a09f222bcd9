package ai.apixo.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApiError;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.client.error.ApixoTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What counts as a failure of the gateway for a circuit breaker.
 */
class ApixoFailurePredicateTests {

	private final ApixoFailurePredicate predicate = new ApixoFailurePredicate();

	@ParameterizedTest
	@ValueSource(ints = { 408, 429, 500, 502, 503, 504, 529, 599 })
	void gatewayIsAtFault(int status) {
		assertThat(this.predicate.test(api(status))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 400, 401, 403, 404, 409, 413, 422, 499 })
	void callerIsAtFault(int status) {
		assertThat(this.predicate.test(api(status))).isFalse();
	}

	@Test
	void errorInsideAStreamCountsAsTheStatusItStandsFor() {
		assertThat(this.predicate
			.test(new ApixoApiException("overloaded", ApiError.builder(200).type("overloaded_error").build())))
			.isTrue();
		assertThat(this.predicate
			.test(new ApixoApiException("invalid", ApiError.builder(200).type("invalid_request_error").build())))
			.isFalse();
	}

	@Test
	void connectionsThatFailAndResponsesThatCannotBeReadCount() {
		assertThat(this.predicate.test(ApixoConnectionException.retryable("lost", new IOException()))).isTrue();
		assertThat(this.predicate.test(new ApixoIncompleteStreamException("ended early", null, true, null))).isTrue();
		assertThat(this.predicate.test(new ApixoProtocolException("a page", null))).isTrue();
	}

	@ParameterizedTest
	@EnumSource(ApixoLimit.class)
	void onlyTheTimeThatTheCallerAllowsForTheWholeCallSaysNothingAboutTheGateway(ApixoLimit limit) {
		assertThat(this.predicate.test(new ApixoTimeoutException("too slow", Duration.ofSeconds(1), limit, null)))
			.isEqualTo(limit != ApixoLimit.TOTAL_TIMEOUT);
	}

	@Test
	void whatNeverReachedTheGatewayDoesNotCount() {
		assertThat(this.predicate.test(new ApixoConfigurationException("no model"))).isFalse();
		assertThat(this.predicate.test(new ApixoLimitException("too large", ApixoLimit.MAX_MESSAGE_SIZE, null)))
			.isFalse();
		assertThat(this.predicate.test(new IllegalStateException("the application's own"))).isFalse();
	}

	@Test
	void breakerStaysClosedWhenRequestsAreRefused() {
		CircuitBreaker breaker = CircuitBreaker.of("apixo",
				CircuitBreakerConfig.custom().slidingWindowSize(2).recordException(this.predicate).build());
		for (int call = 0; call < 10; call++) {
			breaker.onError(0, TimeUnit.NANOSECONDS, api(400));
		}
		assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		for (int call = 0; call < 2; call++) {
			breaker.onError(0, TimeUnit.NANOSECONDS, api(503));
		}
		assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
	}

	private static ApixoApiException api(int status) {
		return new ApixoApiException("status " + status, ApiError.builder(status).build());
	}

}
