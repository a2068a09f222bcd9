package ai.apixo.boot.autoconfigure.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.boot.TestReplies;
import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.limit.RedisCallLimiter;
import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three applications with the same key, over sockets, against a gateway that enforces the
 * limits and a real Redis. Only the time is scripted.
 */
class ThreeReplicasTests {

	private static final int REQUESTS = 60;

	private static final int CONCURRENT = 10;

	private static final Duration STEP = Duration.ofMillis(500);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final TestRedis redis = TestRedis.start();

	private final LimitedGateway gateway = new LimitedGateway(this.clock, REQUESTS, CONCURRENT);

	private final List<Replica> replicas = IntStream.range(0, 3).mapToObj((number) -> new Replica()).toList();

	private boolean redisIsAway;

	private int made;

	@AfterEach
	void close() {
		this.replicas.forEach((replica) -> replica.calls.dispose());
		this.replicas.forEach(Replica::close);
		this.gateway.close();
		this.redis.close();
	}

	@Test
	@DisplayName("LIMIT-24 three applications at 95 % load run into no refusal in ten minutes")
	void noRefusalAtHighLoad() {
		run(0.95, Duration.ofMinutes(10));
		assertThat(this.gateway.refusals()).isEmpty();
		assertThat(failed()).isZero();
		assertThat(served()).isGreaterThan(this.made * 85 / 100);
	}

	@Test
	@DisplayName("LIMIT-24 three applications at three times the load are refused nothing and have equal parts")
	void equalPartsAtThreeTimesTheLoad() {
		run(3, Duration.ofMinutes(5));
		assertThat(this.gateway.refusals()).isEmpty();
		assertThat(served()).as("nearly all that is allowed").isGreaterThan(REQUESTS * 5 * 80 / 100);
		int mean = served() / 3;
		assertThat(this.replicas)
			.allSatisfy((replica) -> assertThat(replica.served).hasValueBetween(mean * 90 / 100, mean * 110 / 100 + 1));
	}

	@Test
	@DisplayName("LIMIT-21 while the gateway refuses all that three applications send, it sees one request a cool-down")
	void oneRefusalForACoolDown() {
		this.gateway.withoutJitter();
		run(0.4, Duration.ofSeconds(20));
		this.gateway.refuseFor(Duration.ofSeconds(100));
		run(0.4, Duration.ofMinutes(4));
		List<Long> refusals = this.gateway.refusals();
		assertThat(refusals).hasSizeBetween(6, 7);
		for (int number = 1; number < refusals.size(); number++) {
			assertThat(refusals.get(number) - refusals.get(number - 1)).as("refusal %s", number + 1)
				.isGreaterThanOrEqualTo(1000L << (number - 1));
		}
		assertThat(failed()).as("no other call fails").isEqualTo(refusals.size());
		assertThat(served()).isGreaterThan((this.made - refusals.size()) * 85 / 100);
	}

	@Test
	@DisplayName("LIMIT-26 the places of an application that was killed with open calls are free within 15 seconds")
	void killedApplicationGivesItsPlacesBack() {
		this.gateway.stall();
		Replica killed = this.replicas.get(0);
		List<Disposable> calls = IntStream.range(0, CONCURRENT).mapToObj((number) -> killed.call()).toList();
		step(1);
		assertThat(killed.atTheGateway()).isEqualTo(CONCURRENT);
		Replica other = this.replicas.get(1);
		calls = new ArrayList<>(calls);
		IntStream.range(0, CONCURRENT).mapToObj((number) -> other.call()).forEach(calls::add);
		step(40);
		assertThat(other.atTheGateway()).as("while it lives").isZero();
		killed.kill();
		step(32);
		assertThat(other.atTheGateway()).isEqualTo(CONCURRENT);
		calls.forEach(Disposable::dispose);
	}

	@Test
	@DisplayName("LIMIT-27 a Redis that is stopped and started under load fails no call and leaks no place")
	void redisIsStoppedUnderLoad() {
		run(0.6, Duration.ofMinutes(1));
		this.redis.stop();
		this.redisIsAway = true;
		run(0.6, Duration.ofMinutes(1));
		this.redis.restart();
		this.redisIsAway = false;
		this.replicas.forEach(Replica::awaitRedis);
		run(0.6, Duration.ofMinutes(1));
		step(60);
		assertThat(failed()).isZero();
		assertThat(this.gateway.refusals()).isEmpty();
		assertThat(served()).isEqualTo(this.made);
		Disposable last = this.replicas.get(0).call();
		step(2);
		assertThat(openCallsInRedis()).as("only the last call").hasSize(1);
		last.dispose();
		step(1);
		// The place is given back when the connection is closed, which the gateway may
		// see first.
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(openCallsInRedis()).isEmpty());
	}

	@Test
	@DisplayName("LIMIT-28 an application that closes gives its places back before its connections to Redis are gone")
	void closingApplicationGivesBack() {
		this.gateway.stall();
		Replica closing = this.replicas.get(0);
		IntStream.range(0, CONCURRENT + 3).forEach((number) -> closing.call());
		step(1);
		assertThat(openCallsInRedis()).hasSize(CONCURRENT);
		closing.close();
		assertThat(fields()).noneMatch((field) -> field.startsWith("l") || field.startsWith("w"));
	}

	@Test
	@DisplayName("LIMIT-24 Redis holds one hash, without the key, a prompt or the name of a model")
	void hashRevealsNothing() {
		this.replicas.forEach(Replica::call);
		step(1);
		ReactiveStringRedisTemplate template = this.replicas.get(0).template;
		List<String> keys = Objects.requireNonNull(template.keys("*").collectList().block(PATIENCE));
		assertThat(keys).singleElement().asString().matches("apixo:limits:[0-9a-f]{16}");
		String all = String.valueOf(template.opsForHash().entries(keys.get(0)).collectList().block(PATIENCE));
		assertThat(all).doesNotContain(TestReplies.KEY, "claude", "hello");
	}

	private List<String> openCallsInRedis() {
		return fields().stream().filter((field) -> field.startsWith("l")).toList();
	}

	private List<String> fields() {
		ReactiveStringRedisTemplate template = this.replicas.get(2).template;
		return Objects.requireNonNull(template.keys("apixo:limits:*")
			.flatMap((key) -> template.<String, String>opsForHash().keys(key))
			.collectList()
			.block(PATIENCE));
	}

	private int served() {
		return this.replicas.stream().mapToInt((replica) -> replica.served.get()).sum();
	}

	private int failed() {
		return this.replicas.stream().mapToInt((replica) -> replica.failed.get()).sum();
	}

	private void run(double load, Duration time) {
		double due = 0;
		for (long step = 0; step < time.dividedBy(STEP); step++) {
			for (due += load * REQUESTS * STEP.toMillis() / 60_000; due >= 1; due--) {
				this.replicas.get(this.made++ % 3).call();
			}
			step(1);
		}
	}

	private void step(int number) {
		for (int step = 0; step < number; step++) {
			this.clock.advanceTimeBy(STEP);
			settle();
		}
	}

	/**
	 * Let what was sent arrive, and what follows from that, so that the script of the
	 * time is the only delay.
	 */
	private void settle() {
		int before;
		int rounds = 0;
		do {
			before = progress();
			exchange();
			this.clock.advanceTimeBy(Duration.ZERO);
			exchange();
		}
		while ((progress() != before || ++rounds < 2) && rounds < 50);
	}

	private int progress() {
		return 10_000 * atTheGateway() + served() + failed();
	}

	private int atTheGateway() {
		return this.replicas.stream().mapToInt(Replica::atTheGateway).sum();
	}

	/**
	 * Commands of a connection to Redis are answered in order.
	 */
	private void exchange() {
		if (!this.redisIsAway) {
			this.replicas.forEach(Replica::awaitRedis);
		}
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
		while (atTheGateway() != this.gateway.inFlight() && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	/**
	 * One of the applications.
	 */
	private final class Replica {

		private final Disposable.Composite calls = Disposables.composite();

		private final AtomicInteger served = new AtomicInteger();

		private final AtomicInteger failed = new AtomicInteger();

		private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.initializers(
					(context) -> context.getBeanFactory().registerSingleton("clock", ThreeReplicasTests.this.clock))
			.properties("apixo.api-key=" + TestReplies.KEY,
					"apixo.base-url=" + ThreeReplicasTests.this.gateway.baseUrl(), "apixo.retry.enabled=false",
					"apixo.limits.store=redis", "apixo.limits.requests-per-minute=" + REQUESTS,
					"apixo.limits.concurrent-calls=" + CONCURRENT, "apixo.limits.max-wait=10h",
					"apixo.limits.queue-capacity=100000",
					"spring.data.redis.url=redis://127.0.0.1:" + ThreeReplicasTests.this.redis.port(),
					"spring.lifecycle.timeout-per-shutdown-phase=200ms", "spring.main.banner-mode=off",
					"logging.level.root=error")
			.run();

		private final ApixoMessagesClient client = this.context.getBean(ApixoMessagesClient.class);

		private final ReactiveStringRedisTemplate template = this.context.getBean(ReactiveStringRedisTemplate.class);

		private Disposable call() {
			return this.client.stream(TestReplies.request()).subscribe((event) -> {
			}, (failure) -> this.failed.incrementAndGet(), this.served::incrementAndGet);
		}

		private int atTheGateway() {
			return this.client.activity().openCalls() - this.client.activity().waitingCalls();
		}

		private void awaitRedis() {
			this.template.hasKey("nothing").block(PATIENCE);
		}

		/**
		 * End it as its death would: nothing is renewed any more, and nothing given back.
		 */
		private void kill() {
			this.context.getBean(RedisCallLimiter.class).close();
		}

		private void close() {
			this.context.close();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LifecycleAutoConfiguration.class, ApixoAutoConfiguration.class,
			ApixoLimitsAutoConfiguration.class, DataRedisAutoConfiguration.class,
			DataRedisReactiveAutoConfiguration.class })
	static class Application {

		/**
		 * A step of the time must not be longer than Redis may take.
		 */
		@Bean
		RedisCallLimiter callLimiter(ReactiveRedisConnectionFactory connectionFactory, VirtualTimeScheduler clock) {
			return RedisCallLimiter.builder(connectionFactory).timeout(Duration.ofSeconds(5)).clock(clock).build();
		}

	}

}
