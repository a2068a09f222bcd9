package ai.apixo.limit;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What turns use of requests and tokens.
 */
class TokenTurnTests {

	private final Callers callers = new Callers();

	@Test
	@DisplayName("LIMIT-14 an attempt without a response gives its request and tokens back")
	void withoutResponseNothingCounts() {
		CallLimits limits = CallLimits.builder().requestsPerMinute(1).inputTokensPerMinute(10L).build();
		TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 10, 0)).permit().close();
		assertThat(TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 10, 0)).isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-14 an error status keeps the request and gives the tokens back")
	void errorStatusKeepsTheRequest() {
		CallLimits limits = CallLimits.builder().requestsPerMinute(2).inputTokensPerMinute(10L).build();
		TurnTaker failing = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 10, 0));
		failing.permit().answered(ResponseInfo.none());
		failing.permit().used(new Usage(0L, 0L));
		failing.permit().close();
		assertThat(TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 10, 0)).isGranted()).isTrue();
		assertThat(TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 0, 0)).failure())
			.hasMessageContaining("2 requests per minute");
	}

	@Test
	@DisplayName("LIMIT-17 what was estimated too high goes back to where it came from")
	void overestimateGoesBack() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker first = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 100, 0));
		this.callers.after(Duration.ofSeconds(30));
		TurnTaker second = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 80, 0));
		assertThat(second.isWaiting()).isTrue();
		first.permit().used(Usage.builder().inputTokens(10L).cacheCreationInputTokens(10L).build());
		assertThat(second.isGranted()).isTrue();
		this.callers.after(Duration.ofSeconds(32));
		assertThat(TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 20, 0)).isGranted())
			.as("the first second does not count anymore")
			.isTrue();
	}

	@Test
	@DisplayName("LIMIT-17 what was estimated too low is booked when it is known")
	void underestimateIsBookedNow() {
		CallLimits limits = CallLimits.builder().outputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker first = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 0, 10));
		this.callers.after(Duration.ofSeconds(30));
		first.permit().used(new Usage(null, 100L));
		first.permit().close();
		TurnTaker second = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 0, 20));
		this.callers.after(Duration.ofSeconds(61));
		assertThat(second.isWaiting()).isTrue();
		this.callers.after(Duration.ofSeconds(1));
		assertThat(second.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-17 a counter that is null keeps its estimate, and a later one settles it")
	void nullKeepsTheEstimate() {
		CallLimits limits = CallLimits.builder().outputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker first = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 0, 100));
		TurnTaker second = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 0, 50));
		first.permit().used(new Usage(7L, null));
		assertThat(second.isWaiting()).isTrue();
		first.permit().used(new Usage(7L, 50L));
		assertThat(second.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-17 an estimate above the number counts as the number")
	void estimateAboveTheNumberCountsAsTheNumber() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker large = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 5000, 0));
		TurnTaker next = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 1, 0));
		assertThat(large.isGranted()).isTrue();
		assertThat(next.isWaiting()).isTrue();
		this.callers.after(Duration.ofSeconds(62));
		assertThat(next.isGranted()).isTrue();
	}

}
