package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.resilience4j.core.functions.Either;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
 * The rules of retry on their own, as a user's instance of Resilience4j would name them.
 */
class RetryPolicyTests {

	private final ApixoRetryPredicate predicate = new ApixoRetryPredicate();

	@ParameterizedTest
	@CsvSource({ "1,750,1250", "2,1500,2500", "3,3000,5000", "4,6000,10000" })
	@DisplayName("RETRY-1 by default the waits are 1, 2, 4 s and so on, a quarter more or less")
	void growsWaits(int attempt, long least, long most) {
		ApixoRetryInterval interval = new ApixoRetryInterval();
		List<Long> waits = IntStream.range(0, 200)
			.mapToObj((number) -> interval.apply(attempt, Either.left(new IllegalStateException())))
			.toList();
		assertThat(waits).allMatch((wait) -> wait >= least && wait <= most);
		assertThat(waits.stream().distinct().count()).isGreaterThan(20);
	}

	@Test
	@DisplayName("RETRY-1 waits stop growing at the longest one")
	void boundsWaits() {
		assertThat(new ApixoRetryInterval().apply(60, Either.left(new IllegalStateException())))
			.isLessThanOrEqualTo(30_000);
	}

	@Test
	@DisplayName("RETRY-7 a wait that is asked for is never shortened, not even by the longest wait or a fraction")
	void neverShortensWhatIsAskedFor() {
		ApixoRetryInterval interval = new ApixoRetryInterval(Duration.ofMillis(10), 2, Duration.ofMillis(20), 0.5);
		assertThat(interval.apply(1, Either.left(api(429, Duration.ofSeconds(2), null)))).isEqualTo(2000);
		assertThat(interval.apply(1, Either.left(api(429, Duration.ofNanos(2_000_000_001), null)))).isEqualTo(2001);
	}

	@Test
	@DisplayName("RETRY-11 a wait that no timer takes becomes the longest that one takes")
	void fitsIntoATimer() {
		long wait = new ApixoRetryInterval().apply(1, Either.left(api(429, Duration.ofSeconds(Long.MAX_VALUE), null)));
		assertThat(Duration.ofMillis(wait)).isGreaterThanOrEqualTo(Duration.ofDays(100 * 365));
		assertThat(Duration.ofMillis(wait).toNanos()).isPositive();
	}

	@Test
	@DisplayName("RETRY-7 a wait that is asked for does not shorten the ordinary one")
	void neverShortensTheOrdinaryWait() {
		ApixoRetryInterval interval = new ApixoRetryInterval(Duration.ofSeconds(1), 2, Duration.ofSeconds(20), 0);
		assertThat(interval.apply(1, Either.left(api(429, Duration.ofMillis(3), null)))).isEqualTo(1000);
	}

	@ParameterizedTest
	@CsvSource({ "429,true", "502,true", "504,true", "400,false", "401,false", "403,false", "404,false", "413,false",
			"422,false", "500,false", "503,false", "529,false", "302,false" })
	@DisplayName("RETRY-1 RETRY-2 RETRY-3 429, 502 and 504 are tried again")
	void judgesStatuses(int status, boolean retried) {
		assertThat(this.predicate.test(api(status, null, null))).isEqualTo(retried);
		assertThat(this.predicate.test(api(status, null, true))).isEqualTo(retried);
		assertThat(this.predicate.test(api(status, null, false))).isFalse();
	}

	@Test
	@DisplayName("RETRY-11 a wait of up to 60 s is accepted")
	void judgesWaits() {
		assertThat(this.predicate.test(api(429, Duration.ofSeconds(60), null))).isTrue();
		assertThat(this.predicate.test(api(429, Duration.ofMillis(60_001), null))).isFalse();
	}

	@Test
	@DisplayName("RETRY-6 connections and streams that failed before the first event are tried again")
	void judgesConnections() {
		assertThat(this.predicate.test(ApixoConnectionException.retryable("", null))).isTrue();
		assertThat(this.predicate.test(ApixoConnectionException.notRetryable("", null))).isFalse();
		assertThat(this.predicate.test(new ApixoIncompleteStreamException("", null, false, null))).isTrue();
		assertThat(this.predicate.test(new ApixoIncompleteStreamException("", null, true, null))).isFalse();
	}

	@Test
	@DisplayName("RETRY-6 timeouts, limits, protocol failures and settings are never tried again")
	void judgesTheRest() {
		assertThat(this.predicate.test(new ApixoTimeoutException("", Duration.ZERO, ApixoLimit.IDLE_TIMEOUT, null)))
			.isFalse();
		assertThat(this.predicate.test(new ApixoLimitException("", ApixoLimit.MAX_CONNECTIONS, null))).isFalse();
		assertThat(this.predicate.test(new ApixoProtocolException("", null))).isFalse();
		assertThat(this.predicate.test(new ApixoConfigurationException(""))).isFalse();
		assertThat(this.predicate.test(new IllegalStateException())).isFalse();
	}

	@Test
	@DisplayName("RETRY-15 a user's instance can name predicate and interval")
	void canBeNamed() throws ReflectiveOperationException {
		assertThat(ApixoRetryPredicate.class.getConstructor().newInstance().test(api(429, null, null))).isTrue();
		assertThat(ApixoRetryInterval.class.getConstructor()
			.newInstance()
			.apply(1, Either.left(api(429, Duration.ofSeconds(9), null)))).isEqualTo(9000);
	}

	private static ApixoApiException api(int status, @Nullable Duration retryAfter, @Nullable Boolean shouldRetry) {
		return new ApixoApiException("",
				ApiError.builder(status).retryAfter(retryAfter).shouldRetry(shouldRetry).build());
	}

}
