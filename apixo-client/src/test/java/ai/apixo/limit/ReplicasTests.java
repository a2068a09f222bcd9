package ai.apixo.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.messages.ResponseInfo;
import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three replicas against a gateway that enforces the limits, in scripted time.
 */
class ReplicasTests {

	private static final int REQUESTS = 60;

	private static final int CONCURRENT = 10;

	private static final Duration STEP = Duration.ofMillis(250);

	private final ReactiveStringRedisTemplate template = new ReactiveStringRedisTemplate(TestRedis.sharedConnections());

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final List<RedisCallLimiter> replicas = IntStream.range(0, 3).mapToObj((number) -> replica()).toList();

	private final Random random = new Random(3);

	private final CallLimits limits = CallLimits.builder()
		.requestsPerMinute(REQUESTS)
		.concurrentCalls(CONCURRENT)
		.maxWait(Duration.ofHours(10))
		.queueCapacity(100_000)
		.build();

	private final List<Call> calls = new ArrayList<>();

	private final Deque<Long> lastMinute = new ArrayDeque<>();

	private final int[] grants = new int[3];

	private int atTheGateway;

	private int refusals;

	private int served;

	private RedisCallLimiter replica() {
		return RedisCallLimiter.builder(TestRedis.sharedConnections())
			.keyPrefix(this.prefix)
			.timeout(Duration.ofSeconds(5))
			.clock(this.clock)
			.build();
	}

	@AfterEach
	void close() {
		this.replicas.forEach(RedisCallLimiter::close);
	}

	@Test
	@DisplayName("LIMIT-24 three replicas at 95 % load run into no refusal in ten minutes, and serve all")
	void noRefusalAtHighLoad() {
		int made = run(0.95, 10);
		assertThat(this.refusals).isZero();
		assertThat(this.served).isGreaterThan(made * 85 / 100);
	}

	@Test
	@DisplayName("LIMIT-24 three replicas at three times the load are refused nothing, and have equal parts")
	void equalPartsAtThreeTimesTheLoad() {
		run(3, 5);
		assertThat(this.refusals).isZero();
		int mean = IntStream.of(this.grants).sum() / 3;
		assertThat(mean * 3).as("nearly all that is allowed").isGreaterThan(REQUESTS * 5 * 85 / 100);
		assertThat(IntStream.of(this.grants).boxed())
			.allSatisfy((count) -> assertThat(count).isBetween(mean * 90 / 100, mean * 110 / 100 + 1));
	}

	private int run(double load, int minutes) {
		long steps = Duration.ofMinutes(minutes).dividedBy(STEP);
		double due = 0;
		int made = 0;
		for (long step = 0; step < steps; step++) {
			for (due += load * REQUESTS * STEP.toMillis() / 60_000; due >= 1; due--) {
				this.calls.add(new Call(made++ % 3));
			}
			this.clock.advanceTimeBy(STEP);
			settle();
			this.calls.removeIf(Call::advance);
		}
		return made;
	}

	private void settle() {
		for (int times = 0; times < 2; times++) {
			do {
				this.template.hasKey("nothing").block();
			}
			while (!this.replicas.stream().allMatch(RedisCallLimiter::isIdle));
			this.clock.advanceTimeBy(Duration.ZERO);
		}
	}

	private long now() {
		return this.clock.now(TimeUnit.MILLISECONDS);
	}

	/**
	 * A call that takes up to 900 ms to arrive at the gateway, and some seconds there.
	 */
	private final class Call {

		private final int replica;

		private final TurnTaker turn;

		private long arrival = -1;

		private long end = -1;

		private Call(int replica) {
			this.replica = replica;
			this.turn = TurnTaker.of(ReplicasTests.this.replicas.get(replica), ReplicasTests.this.limits);
		}

		/**
		 * Go on.
		 * @return whether it has ended
		 */
		private boolean advance() {
			ReplicasTests test = ReplicasTests.this;
			if (this.arrival < 0 && this.turn.isGranted()) {
				test.grants[this.replica]++;
				this.arrival = now() + test.random.nextInt(900);
			}
			if (this.arrival >= 0 && this.end < 0 && now() >= this.arrival) {
				while (!test.lastMinute.isEmpty() && test.lastMinute.getFirst() <= now() - 60_000) {
					test.lastMinute.removeFirst();
				}
				if (test.lastMinute.size() >= REQUESTS || test.atTheGateway >= CONCURRENT) {
					test.refusals++;
					this.turn.refused(null);
					return true;
				}
				test.lastMinute.add(now());
				test.atTheGateway++;
				this.end = now() + 2000 + test.random.nextInt(5000);
			}
			if (this.end >= 0 && now() >= this.end) {
				test.atTheGateway--;
				test.served++;
				this.turn.permit().answered(ResponseInfo.none());
				this.turn.permit().close();
				return true;
			}
			return false;
		}

	}

}
