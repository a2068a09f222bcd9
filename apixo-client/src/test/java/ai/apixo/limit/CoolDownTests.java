package ai.apixo.limit;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.messages.ResponseInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that rest.
 */
class CoolDownTests {

	private final Callers callers = new Callers();

	@Test
	@DisplayName("LIMIT-19 a refusal makes the key rest for the advised time, at most 60 seconds")
	void refusalMakesTheKeyRest() {
		this.callers.call(Callers.requests(100)).refused(Duration.ofSeconds(7));
		TurnTaker waiting = this.callers.call(Callers.requests(100));
		this.callers.after(Duration.ofMillis(6999));
		assertThat(waiting.isWaiting()).isTrue();
		this.callers.after(Duration.ofMillis(1));
		assertThat(waiting.isGranted()).isTrue();
		waiting.refused(Duration.ofHours(3));
		TurnTaker next = this.callers.call(Callers.requests(100));
		this.callers.after(Duration.ofSeconds(60));
		assertThat(next.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-19 without advice the rest doubles with each refusal in a row, from 1 to 60 seconds")
	void restDoubles() {
		for (int seconds : new int[] { 1, 2, 4, 8, 16, 32, 60, 60 }) {
			this.callers.call(Callers.requests(100)).refused(null);
			TurnTaker waiting = this.callers.call(Callers.requests(100));
			this.callers.after(Duration.ofSeconds(seconds).minusMillis(1));
			assertThat(waiting.isWaiting()).as("%s seconds", seconds).isTrue();
			this.callers.after(Duration.ofMillis(1));
			assertThat(waiting.isGranted()).as("%s seconds", seconds).isTrue();
			waiting.permit().close();
		}
		this.callers.call(Callers.requests(100)).succeed();
		this.callers.call(Callers.requests(100)).refused(null);
		TurnTaker waiting = this.callers.call(Callers.requests(100));
		this.callers.after(Duration.ofSeconds(1));
		assertThat(waiting.isGranted()).as("as before").isTrue();
	}

	@Test
	@DisplayName("LIMIT-20 ten refusals at once count once")
	void refusalsAtOnceCountOnce() {
		this.callers.calls(10, Callers.requests(100)).forEach((caller) -> caller.refused(null));
		TurnTaker waiting = this.callers.call(Callers.requests(100));
		this.callers.after(Duration.ofSeconds(1));
		assertThat(waiting.isGranted()).isTrue();
		waiting.refused(null);
		TurnTaker next = this.callers.call(Callers.requests(100));
		this.callers.after(Duration.ofMillis(1999));
		assertThat(next.isWaiting()).isTrue();
		this.callers.after(Duration.ofMillis(1));
		assertThat(next.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-21 after the rest one call is granted, and the others follow when it is answered")
	void oneCallTries() {
		this.callers.call(Callers.requests(100)).refused(Duration.ofSeconds(2));
		List<TurnTaker> waiting = this.callers.calls(5, Callers.requests(100));
		this.callers.after(Duration.ofSeconds(2));
		assertThat(waiting).extracting(TurnTaker::isGranted).containsExactly(true, false, false, false, false);
		this.callers.after(Duration.ofSeconds(4));
		assertThat(waiting.get(1).isWaiting()).isTrue();
		waiting.get(0).permit().answered(ResponseInfo.none());
		assertThat(waiting).allMatch(TurnTaker::isGranted);
	}

	@Test
	@DisplayName("LIMIT-21 the others follow after 5 seconds if the call that tries is not refused by then")
	void othersFollowAfterFiveSeconds() {
		this.callers.call(Callers.requests(100)).refused(Duration.ofSeconds(2));
		List<TurnTaker> waiting = this.callers.calls(3, Callers.requests(100));
		this.callers.after(Duration.ofMillis(6999));
		assertThat(waiting).extracting(TurnTaker::isGranted).containsExactly(true, false, false);
		this.callers.after(Duration.ofMillis(1));
		assertThat(waiting).allMatch(TurnTaker::isGranted);
	}

	@Test
	@DisplayName("LIMIT-21 the next call tries if the one that did ended without a response")
	void nextCallTries() {
		this.callers.call(Callers.requests(100)).refused(Duration.ofSeconds(2));
		List<TurnTaker> waiting = this.callers.calls(3, Callers.requests(100));
		this.callers.after(Duration.ofSeconds(2));
		waiting.get(0).permit().close();
		assertThat(waiting).extracting(TurnTaker::isGranted).containsExactly(true, true, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "requests", "tokens", "input-tokens", "output-tokens" })
	@DisplayName("LIMIT-23 headers that say that nothing is left hold the key until their reset, without a trial")
	void exhaustedKeyIsHeld(String kind) {
		TurnTaker first = this.callers.call(Callers.requests(100));
		first.permit().answered(headers(kind, "0", "30"));
		List<TurnTaker> waiting = this.callers.calls(2, Callers.requests(100));
		this.callers.after(Duration.ofMillis(29_999));
		assertThat(waiting).allMatch(TurnTaker::isWaiting);
		this.callers.after(Duration.ofMillis(1));
		assertThat(waiting).allMatch(TurnTaker::isGranted);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2100-01-01T00:00:00Z", "4102444800", "86400" })
	@DisplayName("LIMIT-23 the key is held for 60 seconds at most, whatever the form of the reset")
	void keyIsHeldForAMinuteAtMost(String reset) {
		this.callers.call(Callers.requests(100)).permit().answered(headers("requests", "0", reset));
		TurnTaker waiting = this.callers.call(Callers.requests(100));
		this.callers.after(Duration.ofMillis(59_999));
		assertThat(waiting.isWaiting()).isTrue();
		this.callers.after(Duration.ofMillis(1));
		assertThat(waiting.isGranted()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "0, 30s", "0, 29.5", "' 0 ', ' 30 '", "-3, 30", "00, 30" })
	@DisplayName("LIMIT-23 nothing is left whatever the spelling of nothing, and the reset has any form of seconds")
	void nothingIsSpelledInManyWays(String remaining, String reset) {
		this.callers.call(Callers.requests(100)).permit().answered(headers("tokens", remaining, reset));
		TurnTaker waiting = this.callers.call(Callers.requests(100));
		assertThat(waiting.isWaiting()).isTrue();
		this.callers.after(Duration.ofSeconds(30));
		assertThat(waiting.isGranted()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "1, 30", "0, 1999-12-31T23:59:59Z", "0, 946684799", "0, 0", "0, -5", "0, soon", "0, ''", "0,",
			"many, 30", "'', 30", ", 30", "99999999999999999999, 30" })
	@DisplayName("LIMIT-23 what is over, not said or not readable holds nothing")
	void whatIsNotSaidHoldsNothing(@Nullable String remaining, @Nullable String reset) {
		this.callers.call(Callers.requests(100)).permit().answered(headers("requests", remaining, reset));
		assertThat(this.callers.calls(5, Callers.requests(100))).allMatch(TurnTaker::isGranted);
	}

	@Test
	@DisplayName("LIMIT-23 numbers are not learned from headers")
	void numbersAreNotLearned() {
		this.callers.call(Callers.requests(100)).permit().answered(headers("requests", "1", "30"));
		assertThat(this.callers.calls(5, Callers.requests(100))).allMatch(TurnTaker::isGranted);
	}

	private static ResponseInfo headers(String kind, @Nullable String remaining, @Nullable String reset) {
		return ResponseInfo.of((name) -> name.equals("anthropic-ratelimit-" + kind + "-remaining") ? remaining
				: name.equals("anthropic-ratelimit-" + kind + "-reset") ? reset : null);
	}

}
