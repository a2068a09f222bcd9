package ai.apixo.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a key has used, in memory and in Redis: equal histories have equal outcomes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageContractTests {

	private static final int STEPS = 1500;

	private static final List<Numbers> NUMBERS = List.of(new Numbers(20, 3, 0, 0), new Numbers(0, 5, 400, 300),
			new Numbers(12, 0, 0, 0), new Numbers(20, 3, 500, 0));

	private static final List<String> REPLICAS = List.of("ra", "rb", "rc");

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final Map<String, LimitsScript> scripts = new HashMap<>();

	@BeforeAll
	void createScripts() {
		this.clock.advanceTimeBy(Duration.ofSeconds(100));
		REPLICAS.forEach((replica) -> this.scripts.put(replica,
				new LimitsScript(TestRedis.sharedConnections(), this.clock, "test:", replica)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	@DisplayName("LIMIT-24 memory and Redis decide alike on equal random histories")
	void decideAlike(long seed) {
		History history = new History(seed);
		for (int step = 0; step < STEPS; step++) {
			history.step(step);
		}
		assertThat(history.grants).isGreaterThan(50);
		assertThat(history.denials).isGreaterThan(50);
	}

	private final class History {

		private final Random random;

		private final String keyId = UUID.randomUUID().toString();

		private final UsageState state = new UsageState(15_000);

		private final List<Held> open = new ArrayList<>();

		private int grants;

		private int denials;

		private History(long seed) {
			this.random = new Random(seed);
		}

		private void step(int number) {
			UsageContractTests.this.clock.advanceTimeBy(Duration.ofMillis(this.random.nextInt(8) * 60L));
			if (this.random.nextInt(200) == 0) {
				UsageContractTests.this.clock.advanceTimeBy(Duration.ofSeconds(this.random.nextInt(70)));
			}
			int action = this.random.nextInt(100);
			String replica = REPLICAS.get(this.random.nextInt(REPLICAS.size()));
			if (action < 50 || this.open.isEmpty()) {
				acquire(number, replica);
				return;
			}
			Held held = this.open.get(this.random.nextInt(this.open.size()));
			if (action < 70) {
				release(held);
			}
			else if (action < 78) {
				assertThat(run(held.replica, "answered", held.lease.granted()) == 1).as("step %s", number)
					.isEqualTo(this.state.answered(held.lease));
			}
			else if (action < 82) {
				long advised = this.random.nextBoolean() ? 0 : this.random.nextInt(5000);
				assertThat(run(held.replica, "refused", held.lease.granted(), advised)).as("step %s", number)
					.isEqualTo(this.state.refused(held.lease, advised, now()));
			}
			else if (action < 83) {
				long millis = this.random.nextInt(5000);
				run(held.replica, "hold", millis);
				this.state.hold(millis, now());
			}
			else if (action < 90) {
				long input = this.random.nextInt(40) - held.lease.input();
				long output = this.random.nextInt(40) - held.lease.output();
				run(held.replica, "settle", held.lease.second(), input, output);
				this.state.settle(held.lease, input, output, now());
			}
			else if (action < 97) {
				List<String> ids = this.open.stream()
					.filter((other) -> other.replica.equals(replica))
					.map((other) -> other.lease.id())
					.toList();
				run(replica, "renew", ids.toArray());
				this.state.renew(ids, now());
			}
			else {
				Numbers numbers = NUMBERS.get(this.random.nextInt(NUMBERS.size()));
				run(replica, "leave", numbers.requests(), numbers.concurrent(), numbers.input(), numbers.output());
				this.state.leave(numbers, replica);
			}
		}

		private void acquire(int number, String replica) {
			Numbers numbers = NUMBERS.get(this.random.nextInt(NUMBERS.size()));
			Ask ask = new Ask(replica + ":" + number, numbers, this.random.nextInt(200), this.random.nextInt(200),
					this.random.nextInt(3000));
			List<Long> told = Objects.requireNonNull(UsageContractTests.this.scripts.get(replica))
				.run(this.keyId, "acquire", ask.lease(), numbers.requests(), numbers.concurrent(), numbers.input(),
						numbers.output(), ask.input(), ask.output(), ask.age())
				.block();
			Decision decision = this.state.acquire(ask, replica, now());
			Lease lease = decision.lease();
			List<Long> answer = Objects.requireNonNull(told);
			assertThat(answer.get(0) == 1).as("step %s: %s against %s", number, decision, answer)
				.isEqualTo(lease != null);
			assertThat(answer.get(3)).isEqualTo(now());
			if (lease != null) {
				this.grants++;
				assertThat(answer.get(5) == 1).as("step %s", number).isEqualTo(lease.afterRefusal());
				this.open.add(new Held(replica, lease));
			}
			else {
				this.denials++;
				assertThat(answer.get(1)).as("step %s: %s", number, decision).isEqualTo(decision.millis());
				assertThat(answer.get(2)).as("step %s: %s", number, decision)
					.isEqualTo(List.of(Obstacle.values()).indexOf(decision.obstacle()));
			}
		}

		private void release(Held held) {
			this.open.remove(held);
			boolean unsent = this.random.nextBoolean();
			run(held.replica, "release", held.lease.id(), unsent ? 1 : 0, held.lease.second(), held.lease.input(),
					held.lease.output());
			this.state.release(held.lease, unsent, now());
		}

		private long run(String replica, String operation, Object... arguments) {
			List<Long> result = Objects.requireNonNull(UsageContractTests.this.scripts.get(replica))
				.run(this.keyId, operation, arguments)
				.block();
			return Objects.requireNonNull(result).get(0);
		}

		private long now() {
			return UsageContractTests.this.clock.now(TimeUnit.MILLISECONDS);
		}

	}

	private record Held(String replica, Lease lease) {

	}

}
