package ai.apixo.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import ai.apixo.client.Latch;
import ai.apixo.redis.SilentRedis;
import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Turns while Redis is away.
 */
class RedisAwayTests {

	private final TestRedis redis = TestRedis.start();

	private final LettuceConnectionFactory connections = this.redis.connectionFactory();

	private final ReactiveStringRedisTemplate template = new ReactiveStringRedisTemplate(this.connections);

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final List<RedisCallLimiter> limiters = new ArrayList<>();

	@AfterEach
	void close() {
		this.limiters.forEach(RedisCallLimiter::close);
		this.redis.close();
	}

	private static CallLimits concurrent(int number) {
		return CallLimits.builder().concurrentCalls(number).maxWait(Duration.ofMinutes(10)).build();
	}

	@Test
	@DisplayName("LIMIT-27 while Redis is away each replica keeps to its share, no call fails, and it is asked again")
	void redisIsAway() {
		CallLimits limits = concurrent(4);
		this.template.hasKey("nothing").block();
		RedisCallLimiter here = RedisCallLimiter.builder(this.connections)
			.keyPrefix(this.prefix)
			.timeout(Duration.ofMillis(200))
			.build();
		RedisCallLimiter there = RedisCallLimiter.builder(this.connections).keyPrefix(this.prefix).build();
		this.limiters.add(here);
		this.limiters.add(there);
		TurnTaker other = TurnTaker.of(there, limits);
		await().until(other::isGranted);
		TurnTaker known = TurnTaker.of(here, limits);
		await().until(known::isGranted);
		this.redis.stop();
		List<TurnTaker> calls = IntStream.range(0, 3).mapToObj((number) -> TurnTaker.of(here, limits)).toList();
		await().until(() -> calls.stream().filter(TurnTaker::isGranted).count() == 1);
		assertThat(calls.stream().filter(TurnTaker::isWaiting)).as("2 of 4 are the share, with the one from before")
			.hasSize(2);
		this.redis.restart();
		known.succeed();
		calls.stream().filter(TurnTaker::isGranted).forEach(TurnTaker::succeed);
		await().atMost(Duration.ofSeconds(20)).until(() -> calls.stream().allMatch(TurnTaker::isGranted));
		calls.forEach((call) -> call.permit().close());
		other.permit().close();
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			TurnTaker again = TurnTaker.of(here, limits);
			await().until(again::isGranted);
			again.permit().close();
			assertThat(this.template.hasKey(this.prefix + "key").block()).isTrue();
		});
	}

	@Test
	@DisplayName("LIMIT-27 what was asked while Redis was away is not executed when it is back")
	void lateAskIsNotExecuted() {
		RedisCallLimiter limiter = RedisCallLimiter.builder(this.connections).keyPrefix(this.prefix).build();
		this.limiters.add(limiter);
		this.template.hasKey("nothing").block();
		this.redis.stop();
		TurnTaker call = TurnTaker.of(limiter, concurrent(1));
		await().until(call::isGranted);
		this.redis.restart();
		assertThat(this.template.hasKey(this.prefix + "key").block()).isFalse();
		call.permit().close();
	}

	@Test
	@DisplayName("LIMIT-27 a Redis that takes the connection and says nothing keeps no thread and no call")
	void silentRedisKeepsNobody() {
		try (SilentRedis silent = SilentRedis.start()) {
			RedisCallLimiter limiter = RedisCallLimiter.builder(silent.connections())
				.timeout(Duration.ofMillis(100))
				.build();
			this.limiters.add(limiter);
			List<String> order = new CopyOnWriteArrayList<>();
			Latch granted = new Latch();
			TurnTaker call = TurnTaker.of(limiter, concurrent(1));
			call.permit()
				.granted()
				.doOnSuccess((nothing) -> order.add("granted"))
				.subscribe(null, null, granted::release);
			order.add("asked");
			granted.await();
			assertThat(order).containsExactly("asked", "granted");
			call.permit().close();
		}
	}

}
