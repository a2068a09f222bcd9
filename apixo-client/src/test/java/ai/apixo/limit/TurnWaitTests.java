package ai.apixo.limit;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.messages.ResponseInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long turns are waited for, and how a wait ends.
 */
class TurnWaitTests {

	private final Callers callers = new Callers();

	@Test
	@DisplayName("LIMIT-11 a call fails when it has waited as long as it may, and says for what")
	void waitIsBounded() {
		CallLimits limits = Callers.concurrent(3).toBuilder().maxWait(Duration.ofSeconds(20)).build();
		this.callers.calls(3, limits);
		TurnTaker waiting = this.callers.call(limits);
		this.callers.after(Duration.ofMillis(19_999));
		assertThat(waiting.isWaiting()).isTrue();
		this.callers.after(Duration.ofMillis(1));
		assertThat(waiting.failure().limit()).isEqualTo(ApixoLimit.MAX_WAIT);
		assertThat(waiting.failure()).hasMessageContaining("3 concurrent calls").hasMessageContaining("20 s");
		assertThat(waiting.failure().retryAfter()).isNull();
	}

	@Test
	@DisplayName("LIMIT-11 the head of the queue fails at once when its minute comes too late")
	void knownWaitFailsAtOnce() {
		CallLimits limits = Callers.requests(1).toBuilder().maxWait(Duration.ofSeconds(20)).build();
		this.callers.call(limits).succeed();
		TurnTaker late = this.callers.call(limits);
		assertThat(late.failure().limit()).isEqualTo(ApixoLimit.MAX_WAIT);
		assertThat(late.failure()).hasMessageContaining("1 requests per minute");
		assertThat(late.failure().retryAfter()).isEqualTo(Duration.ofSeconds(62));
		this.callers.after(Duration.ofSeconds(42));
		assertThat(this.callers.call(limits).isWaiting()).as("20 s are enough now").isTrue();
	}

	@Test
	@DisplayName("LIMIT-11 all waiting calls fail at once when the key rests for longer than they may wait")
	void coolDownFailsAtOnce() {
		CallLimits limits = Callers.concurrent(1).toBuilder().maxWait(Duration.ofSeconds(20)).build();
		TurnTaker open = this.callers.call(limits);
		List<TurnTaker> waiting = this.callers.calls(3, limits);
		open.refused(Duration.ofSeconds(30));
		assertThat(waiting).allSatisfy((caller) -> {
			assertThat(caller.failure().limit()).isEqualTo(ApixoLimit.MAX_WAIT);
			assertThat(caller.failure().retryAfter()).isEqualTo(Duration.ofSeconds(30));
		});
	}

	@Test
	@DisplayName("LIMIT-11 a call that may not wait at all fails at once, but is admitted if it can be")
	void noWaitAtAll() {
		CallLimits limits = Callers.concurrent(1).toBuilder().maxWait(Duration.ZERO).build();
		TurnTaker first = this.callers.call(limits);
		assertThat(first.isGranted()).isTrue();
		assertThat(this.callers.call(limits).failure().limit()).isEqualTo(ApixoLimit.MAX_WAIT);
		first.succeed();
		assertThat(this.callers.call(limits).isGranted()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 5 })
	@DisplayName("LIMIT-12 a full queue fails the newcomer at once")
	void fullQueueFailsTheNewcomer(int capacity) {
		CallLimits limits = Callers.concurrent(1).toBuilder().queueCapacity(capacity).build();
		TurnTaker open = this.callers.call(limits);
		List<TurnTaker> waiting = this.callers.calls(capacity, limits);
		TurnTaker newcomer = this.callers.call(limits);
		assertThat(newcomer.failure().limit()).isEqualTo(ApixoLimit.QUEUE_CAPACITY);
		assertThat(waiting).allMatch(TurnTaker::isWaiting);
		open.succeed();
		assertThat(waiting).extracting(TurnTaker::isWaiting)
			.containsExactlyElementsOf(IntStream.range(0, capacity).mapToObj((number) -> number > 0).toList());
	}

	@Test
	@DisplayName("LIMIT-13 a waiting call that is closed leaves, and the next one moves up")
	void closedCallLeavesTheQueue() {
		TurnTaker open = this.callers.call(Callers.concurrent(1));
		TurnTaker first = this.callers.call(Callers.concurrent(1));
		TurnTaker second = this.callers.call(Callers.concurrent(1));
		first.permit().close();
		open.succeed();
		assertThat(first.isGranted()).isFalse();
		assertThat(second.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-13 the next one moves up at once when the first was all that it waited for")
	void nextOneMovesUpAtOnce() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 60, 0)).permit().answered(ResponseInfo.none());
		TurnTaker large = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 50, 0));
		TurnTaker small = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 10, 0));
		large.permit().close();
		assertThat(small.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-13 a permit may be closed more than once")
	void closingIsIdempotent() {
		TurnTaker first = this.callers.call(Callers.concurrent(2));
		TurnTaker second = this.callers.call(Callers.concurrent(2));
		first.permit().close();
		first.permit().close();
		assertThat(this.callers.calls(2, Callers.concurrent(2))).extracting(TurnTaker::isGranted)
			.containsExactly(true, false);
		assertThat(second.isGranted()).isTrue();
	}

}
