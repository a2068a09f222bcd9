package ai.apixo.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Turns under the limits of a key, in memory, with a clock that the tests move.
 */
class CallLimiterTests {

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final CallLimiter limiter = CallLimiter.inMemory(this.clock);

	private TurnTaker call(CallLimits limits) {
		return TurnTaker.of(this.limiter, limits);
	}

	private List<TurnTaker> calls(int count, CallLimits limits) {
		return IntStream.range(0, count).mapToObj((number) -> call(limits)).toList();
	}

	private void after(Duration time) {
		this.clock.advanceTimeBy(time);
	}

	private static CallLimits requests(int number) {
		return CallLimits.builder().requestsPerMinute(number).maxWait(Duration.ofMinutes(10)).build();
	}

	private static CallLimits concurrent(int number) {
		return CallLimits.builder().concurrentCalls(number).maxWait(Duration.ofMinutes(10)).build();
	}

	@Test
	@DisplayName("LIMIT-3 clients with the same key share what it may use")
	void keyIsShared() {
		assertThat(call(concurrent(1)).isGranted()).isTrue();
		assertThat(call(concurrent(1)).isGranted()).isFalse();
		assertThat(TurnTaker.of(this.limiter, TurnTaker.request("another", concurrent(1))).isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-4 a client with smaller numbers leaves room for others")
	void smallerNumbersLeaveRoom() {
		List<TurnTaker> nightly = calls(3, concurrent(2));
		assertThat(nightly).extracting(TurnTaker::isGranted).containsExactly(true, true, false);
		List<TurnTaker> others = calls(2, concurrent(3));
		assertThat(others).extracting(TurnTaker::isGranted).containsExactly(true, false);
		nightly.get(0).succeed();
		assertThat(others.get(1).isGranted()).as("has the number that allows it").isTrue();
		assertThat(nightly.get(2).isGranted()).as("others use more than it may").isFalse();
		nightly.get(1).succeed();
		others.get(0).succeed();
		assertThat(nightly.get(2).isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-5 a key without calls is forgotten after 3 minutes")
	void unusedKeyIsForgotten() {
		MemoryCallLimiter limiter = new MemoryCallLimiter(this.clock);
		for (int number = 0; number < 1000; number++) {
			TurnTaker.of(limiter, TurnTaker.request("key" + number, requests(1))).succeed();
		}
		TurnTaker open = TurnTaker.of(limiter, TurnTaker.request("open", requests(1)));
		assertThat(limiter.keys()).isEqualTo(1001);
		after(Duration.ofMinutes(3).minusSeconds(1));
		assertThat(limiter.keys()).isEqualTo(1001);
		after(Duration.ofMinutes(1));
		assertThat(limiter.keys()).isOne();
		open.succeed();
		after(Duration.ofMinutes(4));
		assertThat(limiter.keys()).isZero();
	}

	@Test
	@DisplayName("LIMIT-5 a key that is forgotten begins anew, a refusal included")
	void forgottenKeyBeginsAnew() {
		call(requests(1)).refused(null);
		after(Duration.ofMinutes(3));
		assertThat(calls(2, requests(2))).extracting(TurnTaker::isGranted).containsOnly(true);
	}

	@Test
	@DisplayName("LIMIT-6 the whole number may be used at once, and again 62 slots later")
	void numberMayBeUsedAtOnce() {
		after(Duration.ofMillis(1999));
		List<TurnTaker> calls = calls(5, requests(3));
		assertThat(calls).extracting(TurnTaker::isGranted).containsExactly(true, true, true, false, false);
		calls.forEach(TurnTaker::succeed);
		TurnTaker next = call(requests(3));
		after(Duration.ofSeconds(61));
		assertThat(next.isGranted()).as("in the 62nd slot").isFalse();
		after(Duration.ofMillis(1));
		assertThat(next.isGranted()).as("in the 63rd slot").isTrue();
	}

	@Test
	@DisplayName("LIMIT-6 no 61 seconds ever have more requests than the number")
	void anyMinuteIsWithinTheNumber() {
		List<Long> grants = new ArrayList<>();
		CallLimits limits = requests(7);
		java.util.Random random = new java.util.Random(6);
		for (int step = 0; step < 2000; step++) {
			Permit permit = this.limiter.acquire(TurnTaker.request(limits));
			permit.granted().subscribe((nothing) -> {
			}, (failure) -> {
			}, () -> {
				grants.add(this.clock.now(java.util.concurrent.TimeUnit.MILLISECONDS));
				permit.answered(ResponseInfo.none());
				permit.close();
			});
			after(Duration.ofMillis(random.nextInt(3000)));
		}
		assertThat(grants).hasSizeGreaterThan(300);
		for (int index = 7; index < grants.size(); index++) {
			assertThat(grants.get(index) - grants.get(index - 7)).isGreaterThan(61_000);
		}
	}

	@Test
	@DisplayName("LIMIT-7 a concurrent call counts from its grant to its end")
	void concurrentCallCountsUntilItsEnd() {
		TurnTaker first = call(concurrent(1));
		TurnTaker second = call(concurrent(1));
		after(Duration.ofMinutes(5));
		assertThat(second.isWaiting()).isTrue();
		first.permit().answered(ResponseInfo.none());
		assertThat(second.isWaiting()).as("the body is not read yet").isTrue();
		first.permit().close();
		assertThat(second.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-8 the oldest call is first, and a retried attempt keeps the age of its call")
	void oldestIsFirst() {
		TurnTaker open = call(concurrent(1));
		TurnTaker first = call(concurrent(1));
		after(Duration.ofSeconds(10));
		TurnTaker second = call(concurrent(1));
		TurnTaker retried = TurnTaker.of(this.limiter, TurnTaker.aged(concurrent(1), Duration.ofSeconds(11)));
		open.succeed();
		assertThat(retried.isGranted()).isTrue();
		assertThat(first.isWaiting()).isTrue();
		retried.succeed();
		assertThat(first.isGranted()).isTrue();
		assertThat(second.isWaiting()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-8 nobody with the same numbers passes, not even one that would fit")
	void nobodyPasses() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 60, 0)).permit().answered(ResponseInfo.none());
		TurnTaker large = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 50, 0));
		TurnTaker small = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 10, 0));
		assertThat(large.isWaiting()).isTrue();
		assertThat(small.isWaiting()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-9 what can be admitted at once goes on synchronously")
	void freeTurnIsSynchronous() {
		TurnTaker caller = TurnTaker.of(CallLimiter.inMemory(), concurrent(1));
		assertThat(caller.thread()).isSameAs(Thread.currentThread());
	}

	@Test
	@DisplayName("LIMIT-9 a call that waited goes on on a parallel thread")
	void waitedCallGoesOnElsewhere() {
		CallLimiter real = CallLimiter.inMemory();
		Permit open = real.acquire(TurnTaker.request(concurrent(1)));
		Mono<Boolean> parallel = real.acquire(TurnTaker.request(concurrent(1)))
			.granted()
			.then(Mono.fromSupplier(() -> Schedulers.isInNonBlockingThread()
					&& Thread.currentThread().getName().startsWith("parallel")));
		StepVerifier.create(parallel)
			.then(open::close)
			.expectNext(true)
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	@Test
	@DisplayName("LIMIT-11 a call fails when it has waited as long as it may, and says for what")
	void waitIsBounded() {
		CallLimits limits = concurrent(3).toBuilder().maxWait(Duration.ofSeconds(20)).build();
		calls(3, limits);
		TurnTaker waiting = call(limits);
		after(Duration.ofMillis(19_999));
		assertThat(waiting.isWaiting()).isTrue();
		after(Duration.ofMillis(1));
		assertThat(waiting.failure().limit()).isEqualTo(ApixoLimit.MAX_WAIT);
		assertThat(waiting.failure()).hasMessageContaining("3 concurrent calls").hasMessageContaining("20 s");
		assertThat(waiting.failure().retryAfter()).isNull();
	}

	@Test
	@DisplayName("LIMIT-11 the head of the queue fails at once when its minute comes too late")
	void knownWaitFailsAtOnce() {
		CallLimits limits = requests(1).toBuilder().maxWait(Duration.ofSeconds(20)).build();
		call(limits).succeed();
		TurnTaker late = call(limits);
		assertThat(late.failure().limit()).isEqualTo(ApixoLimit.MAX_WAIT);
		assertThat(late.failure()).hasMessageContaining("1 requests per minute");
		assertThat(late.failure().retryAfter()).isEqualTo(Duration.ofSeconds(62));
		after(Duration.ofSeconds(42));
		assertThat(call(limits).isWaiting()).as("20 s are enough now").isTrue();
	}

	@Test
	@DisplayName("LIMIT-11 all waiting calls fail at once when the key rests for longer than they may wait")
	void coolDownFailsAtOnce() {
		CallLimits limits = concurrent(1).toBuilder().maxWait(Duration.ofSeconds(20)).build();
		TurnTaker open = call(limits);
		List<TurnTaker> waiting = calls(3, limits);
		open.refused(Duration.ofSeconds(30));
		assertThat(waiting).allSatisfy((caller) -> {
			assertThat(caller.failure().limit()).isEqualTo(ApixoLimit.MAX_WAIT);
			assertThat(caller.failure().retryAfter()).isEqualTo(Duration.ofSeconds(30));
		});
	}

	@Test
	@DisplayName("LIMIT-11 a call that may not wait at all fails at once, but is admitted if it can be")
	void noWaitAtAll() {
		CallLimits limits = concurrent(1).toBuilder().maxWait(Duration.ZERO).build();
		TurnTaker first = call(limits);
		assertThat(first.isGranted()).isTrue();
		assertThat(call(limits).failure().limit()).isEqualTo(ApixoLimit.MAX_WAIT);
		first.succeed();
		assertThat(call(limits).isGranted()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 5 })
	@DisplayName("LIMIT-12 a full queue fails the newcomer at once")
	void fullQueueFailsTheNewcomer(int capacity) {
		CallLimits limits = concurrent(1).toBuilder().queueCapacity(capacity).build();
		TurnTaker open = call(limits);
		List<TurnTaker> waiting = calls(capacity, limits);
		TurnTaker newcomer = call(limits);
		assertThat(newcomer.failure().limit()).isEqualTo(ApixoLimit.QUEUE_CAPACITY);
		assertThat(waiting).allMatch(TurnTaker::isWaiting);
		open.succeed();
		assertThat(waiting).extracting(TurnTaker::isWaiting)
			.containsExactlyElementsOf(IntStream.range(0, capacity).mapToObj((number) -> number > 0).toList());
	}

	@Test
	@DisplayName("LIMIT-13 a waiting call that is closed leaves, and the next one moves up")
	void closedCallLeavesTheQueue() {
		TurnTaker open = call(concurrent(1));
		TurnTaker first = call(concurrent(1));
		TurnTaker second = call(concurrent(1));
		first.permit().close();
		open.succeed();
		assertThat(first.isGranted()).isFalse();
		assertThat(second.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-13 the next one moves up at once when the first was all that it waited for")
	void nextOneMovesUpAtOnce() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 60, 0)).permit().answered(ResponseInfo.none());
		TurnTaker large = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 50, 0));
		TurnTaker small = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 10, 0));
		large.permit().close();
		assertThat(small.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-13 a permit may be closed more than once")
	void closingIsIdempotent() {
		TurnTaker first = call(concurrent(2));
		TurnTaker second = call(concurrent(2));
		first.permit().close();
		first.permit().close();
		assertThat(calls(2, concurrent(2))).extracting(TurnTaker::isGranted).containsExactly(true, false);
		assertThat(second.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-14 an attempt without a response gives its request and tokens back")
	void withoutResponseNothingCounts() {
		CallLimits limits = CallLimits.builder().requestsPerMinute(1).inputTokensPerMinute(10L).build();
		TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 10, 0)).permit().close();
		assertThat(TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 10, 0)).isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-14 an error status keeps the request and gives the tokens back")
	void errorStatusKeepsTheRequest() {
		CallLimits limits = CallLimits.builder().requestsPerMinute(2).inputTokensPerMinute(10L).build();
		TurnTaker failing = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 10, 0));
		failing.permit().answered(ResponseInfo.none());
		failing.permit().used(new Usage(0L, 0L));
		failing.permit().close();
		assertThat(TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 10, 0)).isGranted()).isTrue();
		assertThat(TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 0, 0)).failure())
			.hasMessageContaining("2 requests per minute");
	}

	@Test
	@DisplayName("LIMIT-17 what was estimated too high goes back to where it came from")
	void overestimateGoesBack() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker first = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 100, 0));
		after(Duration.ofSeconds(30));
		TurnTaker second = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 80, 0));
		assertThat(second.isWaiting()).isTrue();
		first.permit().used(Usage.builder().inputTokens(10L).cacheCreationInputTokens(10L).build());
		assertThat(second.isGranted()).isTrue();
		after(Duration.ofSeconds(32));
		assertThat(TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 20, 0)).isGranted())
			.as("the first second does not count anymore")
			.isTrue();
	}

	@Test
	@DisplayName("LIMIT-17 what was estimated too low is booked when it is known")
	void underestimateIsBookedNow() {
		CallLimits limits = CallLimits.builder().outputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker first = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 0, 10));
		after(Duration.ofSeconds(30));
		first.permit().used(new Usage(null, 100L));
		first.permit().close();
		TurnTaker second = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 0, 20));
		after(Duration.ofSeconds(61));
		assertThat(second.isWaiting()).isTrue();
		after(Duration.ofSeconds(1));
		assertThat(second.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-17 a counter that is null keeps its estimate, and a later one settles it")
	void nullKeepsTheEstimate() {
		CallLimits limits = CallLimits.builder().outputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker first = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 0, 100));
		TurnTaker second = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 0, 50));
		first.permit().used(new Usage(7L, null));
		assertThat(second.isWaiting()).isTrue();
		first.permit().used(new Usage(7L, 50L));
		assertThat(second.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-17 an estimate above the number counts as the number")
	void estimateAboveTheNumberCountsAsTheNumber() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(100L).maxWait(Duration.ofMinutes(10)).build();
		TurnTaker large = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 5000, 0));
		TurnTaker next = TurnTaker.of(this.limiter, TurnTaker.tokens(limits, 1, 0));
		assertThat(large.isGranted()).isTrue();
		assertThat(next.isWaiting()).isTrue();
		after(Duration.ofSeconds(62));
		assertThat(next.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-19 a refusal makes the key rest for the advised time, at most 60 seconds")
	void refusalMakesTheKeyRest() {
		call(requests(100)).refused(Duration.ofSeconds(7));
		TurnTaker waiting = call(requests(100));
		after(Duration.ofMillis(6999));
		assertThat(waiting.isWaiting()).isTrue();
		after(Duration.ofMillis(1));
		assertThat(waiting.isGranted()).isTrue();
		waiting.refused(Duration.ofHours(3));
		TurnTaker next = call(requests(100));
		after(Duration.ofSeconds(60));
		assertThat(next.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-19 without advice the rest doubles with each refusal in a row, from 1 to 60 seconds")
	void restDoubles() {
		for (int seconds : new int[] { 1, 2, 4, 8, 16, 32, 60, 60 }) {
			call(requests(100)).refused(null);
			TurnTaker waiting = call(requests(100));
			after(Duration.ofSeconds(seconds).minusMillis(1));
			assertThat(waiting.isWaiting()).as("%s seconds", seconds).isTrue();
			after(Duration.ofMillis(1));
			assertThat(waiting.isGranted()).as("%s seconds", seconds).isTrue();
			waiting.permit().close();
		}
		call(requests(100)).succeed();
		call(requests(100)).refused(null);
		TurnTaker waiting = call(requests(100));
		after(Duration.ofSeconds(1));
		assertThat(waiting.isGranted()).as("as before").isTrue();
	}

	@Test
	@DisplayName("LIMIT-20 ten refusals at once count once")
	void refusalsAtOnceCountOnce() {
		calls(10, requests(100)).forEach((caller) -> caller.refused(null));
		TurnTaker waiting = call(requests(100));
		after(Duration.ofSeconds(1));
		assertThat(waiting.isGranted()).isTrue();
		waiting.refused(null);
		TurnTaker next = call(requests(100));
		after(Duration.ofMillis(1999));
		assertThat(next.isWaiting()).isTrue();
		after(Duration.ofMillis(1));
		assertThat(next.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-21 after the rest one call is granted, and the others follow when it is answered")
	void oneCallTries() {
		call(requests(100)).refused(Duration.ofSeconds(2));
		List<TurnTaker> waiting = calls(5, requests(100));
		after(Duration.ofSeconds(2));
		assertThat(waiting).extracting(TurnTaker::isGranted).containsExactly(true, false, false, false, false);
		after(Duration.ofSeconds(4));
		assertThat(waiting.get(1).isWaiting()).isTrue();
		waiting.get(0).permit().answered(ResponseInfo.none());
		assertThat(waiting).allMatch(TurnTaker::isGranted);
	}

	@Test
	@DisplayName("LIMIT-21 the others follow after 5 seconds if the call that tries is not refused by then")
	void othersFollowAfterFiveSeconds() {
		call(requests(100)).refused(Duration.ofSeconds(2));
		List<TurnTaker> waiting = calls(3, requests(100));
		after(Duration.ofMillis(6999));
		assertThat(waiting).extracting(TurnTaker::isGranted).containsExactly(true, false, false);
		after(Duration.ofMillis(1));
		assertThat(waiting).allMatch(TurnTaker::isGranted);
	}

	@Test
	@DisplayName("LIMIT-21 the next call tries if the one that did ended without a response")
	void nextCallTries() {
		call(requests(100)).refused(Duration.ofSeconds(2));
		List<TurnTaker> waiting = calls(3, requests(100));
		after(Duration.ofSeconds(2));
		waiting.get(0).permit().close();
		assertThat(waiting).extracting(TurnTaker::isGranted).containsExactly(true, true, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "requests", "tokens", "input-tokens", "output-tokens" })
	@DisplayName("LIMIT-23 headers that say that nothing is left hold the key until their reset, without a trial")
	void exhaustedKeyIsHeld(String kind) {
		TurnTaker first = call(requests(100));
		first.permit().answered(headers(kind, "0", "30"));
		List<TurnTaker> waiting = calls(2, requests(100));
		after(Duration.ofMillis(29_999));
		assertThat(waiting).allMatch(TurnTaker::isWaiting);
		after(Duration.ofMillis(1));
		assertThat(waiting).allMatch(TurnTaker::isGranted);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2100-01-01T00:00:00Z", "4102444800", "86400" })
	@DisplayName("LIMIT-23 the key is held for 60 seconds at most, whatever the form of the reset")
	void keyIsHeldForAMinuteAtMost(String reset) {
		call(requests(100)).permit().answered(headers("requests", "0", reset));
		TurnTaker waiting = call(requests(100));
		after(Duration.ofMillis(59_999));
		assertThat(waiting.isWaiting()).isTrue();
		after(Duration.ofMillis(1));
		assertThat(waiting.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-23 numbers are not learned from headers")
	void numbersAreNotLearned() {
		call(requests(100)).permit().answered(headers("requests", "1", "30"));
		assertThat(calls(5, requests(100))).allMatch(TurnTaker::isGranted);
	}

	private static ResponseInfo headers(String kind, String remaining, String reset) {
		return ResponseInfo.of((name) -> name.equals("anthropic-ratelimit-" + kind + "-remaining") ? remaining
				: name.equals("anthropic-ratelimit-" + kind + "-reset") ? reset : null);
	}

}
