package ai.apixo.limit;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Calls of one limiter in memory, with a clock that the tests move.
 */
final class Callers {

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final CallLimiter limiter = CallLimiter.inMemory(this.clock);

	static CallLimits requests(int number) {
		return CallLimits.builder().requestsPerMinute(number).maxWait(Duration.ofMinutes(10)).build();
	}

	static CallLimits concurrent(int number) {
		return CallLimits.builder().concurrentCalls(number).maxWait(Duration.ofMinutes(10)).build();
	}

	VirtualTimeScheduler clock() {
		return this.clock;
	}

	CallLimiter limiter() {
		return this.limiter;
	}

	TurnTaker call(CallLimits limits) {
		return TurnTaker.of(this.limiter, limits);
	}

	List<TurnTaker> calls(int count, CallLimits limits) {
		return IntStream.range(0, count).mapToObj((number) -> call(limits)).toList();
	}

	void after(Duration time) {
		this.clock.advanceTimeBy(time);
	}

}
