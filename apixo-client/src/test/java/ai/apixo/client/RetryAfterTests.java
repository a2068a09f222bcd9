package ai.apixo.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a gateway asks to wait, at eight o'clock on 6 November 2026.
 */
class RetryAfterTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-06T08:00:00Z"), ZoneOffset.UTC);

	@Test
	@DisplayName("RETRY-7 seconds")
	void readsSeconds() {
		assertThat(retryAfter("2")).isEqualTo(Duration.ofSeconds(2));
		assertThat(retryAfter(" 2 ")).isEqualTo(Duration.ofSeconds(2));
		assertThat(retryAfter("0.5")).isEqualTo(Duration.ofMillis(500));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Fri, 06 Nov 2026 08:01:30 GMT", "Friday, 06-Nov-26 08:01:30 GMT", "Fri Nov  6 08:01:30 2026" })
	@DisplayName("RETRY-8 dates in all three forms")
	void readsDates(String date) {
		assertThat(retryAfter(date)).isEqualTo(Duration.ofSeconds(90));
	}

	@Test
	@DisplayName("RETRY-8 a day of two digits in the form of asctime")
	void readsDayOfTwoDigits() {
		assertThat(retryAfter("Mon Nov 16 08:00:00 2026")).isEqualTo(Duration.ofDays(10));
	}

	@Test
	@DisplayName("RETRY-9 milliseconds win over seconds and dates")
	void prefersMilliseconds() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Retry-After", "9");
		headers.set("retry-after-ms", "700");
		assertThat(RetryAfter.of(headers, CLOCK)).isEqualTo(Duration.ofMillis(700));
		headers.set("retry-after-ms", "soon");
		assertThat(RetryAfter.of(headers, CLOCK)).isEqualTo(Duration.ofSeconds(9));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "0.0", "-5", "", "soon" })
	@DisplayName("RETRY-9 milliseconds that ask for nothing hide no seconds")
	void hidesNothing(String milliseconds) {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Retry-After", "1");
		headers.set("retry-after-ms", milliseconds);
		assertThat(RetryAfter.of(headers, CLOCK)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	@DisplayName("RETRY-7 of several waits the longest counts")
	void obeysTheLongest() {
		HttpHeaders headers = new HttpHeaders();
		headers.addAll("Retry-After", List.of("1", "0", "5", "x"));
		assertThat(RetryAfter.of(headers, CLOCK)).isEqualTo(Duration.ofSeconds(5));
	}

	@ParameterizedTest
	@ValueSource(strings = { "12345678901234567890", "9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT" })
	@DisplayName("RETRY-11 the longest wait can be told in any unit")
	void isBounded(String value) {
		Duration wait = Objects.requireNonNull(retryAfter(value));
		assertThat(wait.toMillis()).isPositive();
		assertThat(wait.toNanos()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "0", "0.0", "-1", "+1", "1e3", "soon", "\u0662", "2 s", "2;3",
			"Fri, 06 Nov 2026 07:59:59 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
			"Sun Nov  6 08:49:37 1994", "Fri, 06 Nov 2026", "Fri, 31 Feb 2027 08:00:00 GMT", "2026-11-06T09:00:00Z" })
	@DisplayName("RETRY-10 what is not a wait asks for nothing")
	void ignoresTheRest(String value) {
		assertThat(retryAfter(value)).isNull();
	}

	@Test
	@DisplayName("RETRY-8 a year of two digits that seems more than 50 years ahead is past")
	void readsOldYears() {
		assertThat(retryAfter("Saturday, 06-Nov-94 08:49:37 GMT")).isNull();
		assertThat(retryAfter("Tuesday, 06-Nov-29 08:00:00 GMT")).isGreaterThan(Duration.ofDays(1000));
	}

	@Test
	@DisplayName("RETRY-11 no number is too long")
	void readsLongNumbers() {
		assertThat(retryAfter("12345678901234567890")).isGreaterThan(Duration.ofDays(10_000));
		assertThat(retryAfter("9".repeat(400))).isGreaterThan(Duration.ofDays(10_000));
	}

	private static @Nullable Duration retryAfter(String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Retry-After", value);
		return RetryAfter.of(headers, CLOCK);
	}

}
