package ai.apixo.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import ai.apixo.messages.ResponseInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Turns under the limits of a key, in memory.
 */
class CallLimiterTests {

	private final Callers callers = new Callers();

	@Test
	@DisplayName("LIMIT-3 clients with the same key share what it may use")
	void keyIsShared() {
		assertThat(this.callers.call(Callers.concurrent(1)).isGranted()).isTrue();
		assertThat(this.callers.call(Callers.concurrent(1)).isGranted()).isFalse();
		assertThat(
				TurnTaker.of(this.callers.limiter(), TurnTaker.request("another", Callers.concurrent(1))).isGranted())
			.isTrue();
	}

	@Test
	@DisplayName("LIMIT-4 a client with smaller numbers leaves room for others")
	void smallerNumbersLeaveRoom() {
		List<TurnTaker> nightly = this.callers.calls(3, Callers.concurrent(2));
		assertThat(nightly).extracting(TurnTaker::isGranted).containsExactly(true, true, false);
		List<TurnTaker> others = this.callers.calls(2, Callers.concurrent(3));
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
		MemoryCallLimiter limiter = new MemoryCallLimiter(this.callers.clock());
		for (int number = 0; number < 100_000; number++) {
			TurnTaker.of(limiter, TurnTaker.request("key" + number, Callers.requests(1))).succeed();
		}
		TurnTaker open = TurnTaker.of(limiter, TurnTaker.request("open", Callers.requests(1)));
		assertThat(limiter.keys()).isEqualTo(100_001);
		this.callers.after(Duration.ofMinutes(3).minusSeconds(1));
		assertThat(limiter.keys()).isEqualTo(100_001);
		this.callers.after(Duration.ofMinutes(1));
		assertThat(limiter.keys()).isOne();
		open.succeed();
		this.callers.after(Duration.ofMinutes(4));
		assertThat(limiter.keys()).isZero();
	}

	@Test
	@DisplayName("LIMIT-5 a key that is forgotten begins anew, a refusal included")
	void forgottenKeyBeginsAnew() {
		this.callers.call(Callers.requests(1)).refused(null);
		this.callers.after(Duration.ofMinutes(3));
		assertThat(this.callers.calls(2, Callers.requests(2))).extracting(TurnTaker::isGranted).containsOnly(true);
	}

	@Test
	@DisplayName("LIMIT-6 the whole number may be used at once, and again 62 slots later")
	void numberMayBeUsedAtOnce() {
		this.callers.after(Duration.ofMillis(1999));
		List<TurnTaker> calls = this.callers.calls(5, Callers.requests(3));
		assertThat(calls).extracting(TurnTaker::isGranted).containsExactly(true, true, true, false, false);
		calls.forEach(TurnTaker::succeed);
		TurnTaker next = this.callers.call(Callers.requests(3));
		this.callers.after(Duration.ofSeconds(61));
		assertThat(next.isGranted()).as("in the 62nd slot").isFalse();
		this.callers.after(Duration.ofMillis(1));
		assertThat(next.isGranted()).as("in the 63rd slot").isTrue();
	}

	@Test
	@DisplayName("LIMIT-6 no 61 seconds ever have more requests than the number")
	void anyMinuteIsWithinTheNumber() {
		List<Long> grants = new ArrayList<>();
		CallLimits limits = Callers.requests(7);
		Random random = new Random(6);
		for (int step = 0; step < 2000; step++) {
			Permit permit = this.callers.limiter().acquire(TurnTaker.request(limits));
			permit.granted().subscribe((nothing) -> {
			}, (failure) -> {
			}, () -> {
				grants.add(this.callers.clock().now(TimeUnit.MILLISECONDS));
				permit.answered(ResponseInfo.none());
				permit.close();
			});
			this.callers.after(Duration.ofMillis(random.nextInt(3000)));
		}
		assertThat(grants).hasSizeGreaterThan(300);
		for (int index = 7; index < grants.size(); index++) {
			assertThat(grants.get(index) - grants.get(index - 7)).isGreaterThan(61_000);
		}
	}

	@Test
	@DisplayName("LIMIT-7 a concurrent call counts from its grant to its end")
	void concurrentCallCountsUntilItsEnd() {
		TurnTaker first = this.callers.call(Callers.concurrent(1));
		TurnTaker second = this.callers.call(Callers.concurrent(1));
		this.callers.after(Duration.ofMinutes(5));
		assertThat(second.isWaiting()).isTrue();
		first.permit().answered(ResponseInfo.none());
		assertThat(second.isWaiting()).as("the body is not read yet").isTrue();
		first.permit().close();
		assertThat(second.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-8 the oldest call is first, and a retried attempt keeps the age of its call")
	void oldestIsFirst() {
		TurnTaker open = this.callers.call(Callers.concurrent(1));
		TurnTaker first = this.callers.call(Callers.concurrent(1));
		this.callers.after(Duration.ofSeconds(10));
		TurnTaker second = this.callers.call(Callers.concurrent(1));
		TurnTaker retried = TurnTaker.of(this.callers.limiter(),
				TurnTaker.aged(Callers.concurrent(1), Duration.ofSeconds(11)));
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
		TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 60, 0)).permit().answered(ResponseInfo.none());
		TurnTaker large = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 50, 0));
		TurnTaker small = TurnTaker.of(this.callers.limiter(), TurnTaker.tokens(limits, 10, 0));
		assertThat(large.isWaiting()).isTrue();
		assertThat(small.isWaiting()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-9 what can be admitted at once goes on synchronously")
	void freeTurnIsSynchronous() {
		TurnTaker caller = TurnTaker.of(CallLimiter.inMemory(), Callers.concurrent(1));
		assertThat(caller.thread()).isSameAs(Thread.currentThread());
	}

	@Test
	@DisplayName("LIMIT-9 a call that waited goes on on a parallel thread")
	void waitedCallGoesOnElsewhere() {
		CallLimiter real = CallLimiter.inMemory();
		Permit open = real.acquire(TurnTaker.request(Callers.concurrent(1)));
		Mono<Boolean> parallel = real.acquire(TurnTaker.request(Callers.concurrent(1)))
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
	@DisplayName("LIMIT-6 no 61 seconds ever have more tokens than the number")
	void anyMinuteIsWithinTheTokens() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(1000L).maxWait(Duration.ofMinutes(10)).build();
		Random random = new Random(61);
		List<long[]> grants = new ArrayList<>();
		for (int step = 0; step < 2000; step++) {
			long tokens = 1L + random.nextInt(300);
			Permit permit = this.callers.limiter().acquire(TurnTaker.tokens(limits, tokens, 0));
			permit.granted().subscribe((nothing) -> {
			}, (failure) -> {
			}, () -> {
				grants.add(new long[] { this.callers.clock().now(TimeUnit.MILLISECONDS), tokens });
				permit.answered(ResponseInfo.none());
				permit.close();
			});
			this.callers.after(Duration.ofMillis(random.nextInt(3000)));
		}
		assertThat(grants).hasSizeGreaterThan(100);
		for (int last = 0; last < grants.size(); last++) {
			long sum = 0;
			for (int first = last; first >= 0 && grants.get(last)[0] - grants.get(first)[0] <= 61_000; first--) {
				sum += grants.get(first)[1];
			}
			assertThat(sum).isLessThanOrEqualTo(1000);
		}
	}

	@Test
	@DisplayName("LIMIT-8 calls with other numbers do not stand in the queue")
	void otherNumbersDoNotStandInTheQueue() {
		TurnTaker open = this.callers.call(Callers.concurrent(1));
		TurnTaker waiting = this.callers.call(Callers.concurrent(1));
		this.callers.after(Duration.ofSeconds(5));
		assertThat(this.callers.call(Callers.concurrent(2)).isGranted()).isTrue();
		assertThat(waiting.isWaiting()).isTrue();
		open.succeed();
		assertThat(waiting.isWaiting()).as("one of the other numbers is open").isTrue();
	}

}
