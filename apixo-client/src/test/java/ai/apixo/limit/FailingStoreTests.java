package ai.apixo.limit;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.error.ApixoLimitException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Turns when what keeps the use of a key throws, which nothing of ours is known to do.
 */
class FailingStoreTests {

	private static final CallLimits LIMITS = CallLimits.builder()
		.concurrentCalls(1)
		.maxWait(Duration.ofSeconds(20))
		.build();

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private CallLimiter limiter(int failures, boolean late) {
		LimitedKeys keys = new LimitedKeys(this.clock, "r",
				(key) -> new FailingUsage(new MemoryUsage(this.clock, new CoolDownLog()), failures, late));
		return keys::acquire;
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("LIMIT-11 a store that throws is asked again, also for those who came meanwhile")
	void isAskedAgain(boolean late) {
		CallLimiter limiter = limiter(1, late);
		TurnTaker first = TurnTaker.of(limiter, LIMITS);
		TurnTaker second = TurnTaker.of(limiter, LIMITS);
		assertThat(first.isWaiting()).isTrue();
		this.clock.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(first.isGranted()).isTrue();
		assertThat(second.isWaiting()).isTrue();
		first.succeed();
		this.clock.advanceTimeBy(Duration.ZERO);
		assertThat(second.isGranted()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("LIMIT-11 nobody waits for longer than was said for a store that always throws")
	void nobodyWaitsForever(boolean late) {
		CallLimiter limiter = limiter(Integer.MAX_VALUE, late);
		TurnTaker first = TurnTaker.of(limiter, LIMITS);
		TurnTaker second = TurnTaker.of(limiter, LIMITS);
		this.clock.advanceTimeBy(Duration.ofSeconds(19));
		assertThat(first.isWaiting()).isTrue();
		this.clock.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(first.failure()).isInstanceOf(ApixoLimitException.class);
		assertThat(second.failure()).isInstanceOf(ApixoLimitException.class);
	}

	/**
	 * Throws before it gives its answers, at once or late.
	 */
	private static final class FailingUsage implements KeyUsage {

		private final KeyUsage usage;

		private final boolean late;

		private int failures;

		private FailingUsage(KeyUsage usage, int failures, boolean late) {
			this.usage = usage;
			this.failures = failures;
			this.late = late;
		}

		@Override
		public @Nullable Decision acquire(Ask ask, Consumer<Supplier<Decision>> later) {
			if (this.failures-- <= 0) {
				return this.usage.acquire(ask, later);
			}
			if (!this.late) {
				throw new StackOverflowError("store");
			}
			later.accept(() -> {
				throw new IllegalStateException("store");
			});
			return null;
		}

		@Override
		public void answered(Lease lease) {
			this.usage.answered(lease);
		}

		@Override
		public void refused(Lease lease, long advised) {
			this.usage.refused(lease, advised);
		}

		@Override
		public void hold(long millis) {
			this.usage.hold(millis);
		}

		@Override
		public void settle(Lease lease, long input, long output) {
			this.usage.settle(lease, input, output);
		}

		@Override
		public void release(Lease lease, boolean unsent) {
			this.usage.release(lease, unsent);
		}

		@Override
		public void leave(Numbers numbers) {
			this.usage.leave(numbers);
		}

		@Override
		public void renew() {
			this.usage.renew();
		}

		@Override
		public long pause(Decision denied) {
			return this.usage.pause(denied);
		}

	}

}
