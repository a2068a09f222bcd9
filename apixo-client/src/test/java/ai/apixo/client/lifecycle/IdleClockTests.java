package ai.apixo.client.lifecycle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.Latch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One task that looks after the idle limits of all exchanges.
 */
class IdleClockTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private static final Duration LONG = Duration.ofMinutes(10);

	private final IdleClock clock = new IdleClock();

	@AfterEach
	void startTheClock() {
		VirtualTimeScheduler.reset();
	}

	@Test
	@DisplayName("HTTP-15 the limits of many exchanges, one after the other or at once, take one task")
	void takesOneTask() {
		VirtualTimeScheduler.getOrSet();
		for (int exchange = 0; exchange < 1_000; exchange++) {
			IdleLimit limit = new IdleLimit(this.clock);
			limit.start(LONG, IdleClockTests::nothing);
			if (exchange % 2 == 0) {
				limit.stop();
			}
		}
		assertThat(VirtualTimeScheduler.get().getScheduledTaskCount()).isOne();
	}

	@Test
	@DisplayName("HTTP-15 a limit that is over before the others is noticed in time, once")
	void noticesTheFirst() {
		AtomicInteger over = new AtomicInteger();
		Latch noticed = new Latch();
		new IdleLimit(this.clock).start(LONG, IdleClockTests::nothing);
		new IdleLimit(this.clock).start(SHORT, () -> {
			over.incrementAndGet();
			noticed.release();
		});
		noticed.await();
		Latch later = new Latch();
		new IdleLimit(this.clock).start(SHORT, later::release);
		later.await();
		assertThat(over).hasValue(1);
	}

	@Test
	@DisplayName("HTTP-16 time in which nothing is waited for does not count")
	void doesNotCountOtherTime() {
		Latch noticed = new Latch();
		IdleLimit limit = new IdleLimit(this.clock);
		limit.start(SHORT, noticed::release);
		limit.notWaiting();
		long afterwards = System.nanoTime() + LONG.toNanos();
		assertThat(limit.check(afterwards)).isEqualTo(SHORT.toNanos());
		limit.waiting();
		noticed.await();
	}

	@Test
	@DisplayName("HTTP-15 an exchange that has ended has no limits, whatever is set afterwards")
	void hasNoLimitsAfterTheEnd() {
		VirtualTimeScheduler.getOrSet();
		IdleLimit limit = new IdleLimit(this.clock);
		limit.stop();
		limit.start(SHORT, IdleClockTests::nothing);
		assertThat(limit.check(System.nanoTime() + LONG.toNanos())).isEqualTo(IdleLimit.NONE);
		assertThat(VirtualTimeScheduler.get().getScheduledTaskCount()).isZero();
	}

	private static void nothing() {
	}

}
