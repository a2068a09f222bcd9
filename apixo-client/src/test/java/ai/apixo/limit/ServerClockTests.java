package ai.apixo.limit;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A clock of Redis that is set back, or that of another server that takes over.
 */
class ServerClockTests {

	private static final long MINUTE = 62_000;

	private final VirtualTimeScheduler before = VirtualTimeScheduler.create();

	private final VirtualTimeScheduler after = VirtualTimeScheduler.create();

	private final String keyId = UUID.randomUUID().toString();

	ServerClockTests() {
		this.before.advanceTimeBy(Duration.ofHours(3));
		this.after.advanceTimeBy(Duration.ofHours(1));
	}

	private List<Long> run(VirtualTimeScheduler clock, String operation, Object... arguments) {
		return new LimitsScript(TestRedis.sharedConnections(), clock, "test:", "ra")
			.run(this.keyId, operation, arguments)
			.blockOptional()
			.orElseThrow();
	}

	private List<Long> acquire(VirtualTimeScheduler clock, String lease) {
		return run(clock, "acquire", lease, 1, 1, 0, 0, 0, 0, 0);
	}

	private static boolean isGranted(List<Long> decision) {
		return decision.get(0) == 1;
	}

	@Test
	@DisplayName("LIMIT-24 a clock that goes back by hours holds a minute that is used up no longer than a minute")
	void usedUpMinuteIsOver() {
		assertThat(isGranted(acquire(this.before, "ra:1"))).isTrue();
		List<Long> denied = acquire(this.after, "ra:2");
		assertThat(isGranted(denied)).isFalse();
		assertThat(denied.get(1)).isLessThanOrEqualTo(MINUTE);
		this.after.advanceTimeBy(Duration.ofMillis(MINUTE));
		assertThat(isGranted(acquire(this.after, "ra:2"))).isTrue();
	}

	@Test
	@DisplayName("LIMIT-24 nor a cool-down, which the next answer ends")
	void coolDownIsOver() {
		List<Long> granted = acquire(this.before, "ra:1");
		run(this.before, "refused", granted.get(3), 30_000);
		run(this.before, "release", "ra:1", 1, granted.get(3) / 1000, 0, 0);
		assertThat(acquire(this.after, "ra:2").get(1)).isLessThanOrEqualTo(30_000);
		this.after.advanceTimeBy(Duration.ofSeconds(30));
		List<Long> trial = acquire(this.after, "ra:2");
		assertThat(isGranted(trial)).isTrue();
		assertThat(run(this.after, "answered", trial.get(3))).containsExactly(1L);
	}

}
