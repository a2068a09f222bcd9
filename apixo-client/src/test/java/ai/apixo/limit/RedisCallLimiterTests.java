package ai.apixo.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Turns of several replicas, with a clock that the tests move.
 */
class RedisCallLimiterTests {

	private final ReactiveStringRedisTemplate template = new ReactiveStringRedisTemplate(TestRedis.sharedConnections());

	private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final List<RedisCallLimiter> limiters = new ArrayList<>();

	private final RedisCallLimiter first = replica();

	private final RedisCallLimiter second = replica();

	private RedisCallLimiter replica() {
		RedisCallLimiter limiter = RedisCallLimiter.builder(TestRedis.sharedConnections())
			.keyPrefix(this.prefix)
			.timeout(Duration.ofSeconds(5))
			.clock(this.clock)
			.build();
		this.limiters.add(limiter);
		return limiter;
	}

	@AfterEach
	void close() {
		this.limiters.forEach(RedisCallLimiter::close);
	}

	private static CallLimits concurrent(int number) {
		return CallLimits.builder().concurrentCalls(number).maxWait(Duration.ofMinutes(10)).build();
	}

	private static CallLimits requests(int number) {
		return CallLimits.builder().requestsPerMinute(number).maxWait(Duration.ofMinutes(10)).build();
	}

	/**
	 * Ask, and wait for what Redis says.
	 */
	private TurnTaker call(CallLimiter limiter, CallLimits limits) {
		TurnTaker call = TurnTaker.of(limiter, limits);
		settle();
		return call;
	}

	/**
	 * Let whatever was asked be answered, the first of which waits for a connection.
	 * Commands of a connection are answered in order.
	 */
	private void settle() {
		for (int times = 0; times < 3; times++) {
			do {
				this.template.hasKey("nothing").block();
			}
			while (!this.limiters.stream().allMatch(RedisCallLimiter::isIdle));
			this.clock.advanceTimeBy(Duration.ZERO);
		}
	}

	private void after(Duration time) {
		long steps = time.toMillis() / 100;
		for (long step = 0; step < steps; step++) {
			this.clock.advanceTimeBy(Duration.ofMillis(100));
			settle();
		}
	}

	private long scripts() {
		String stats = String.valueOf(Objects.requireNonNull(
				this.template.execute((connection) -> connection.serverCommands().info("commandstats")).blockFirst()));
		Matcher calls = Pattern.compile("cmdstat_evalsha=calls=(\\d+)").matcher(stats);
		return calls.find() ? Long.parseLong(calls.group(1)) : 0;
	}

	@Test
	@DisplayName("LIMIT-24 replicas share what a key may use, in one hash that reveals nothing and does not stay")
	void replicasShare() {
		TurnTaker open = call(this.first, concurrent(1));
		TurnTaker waiting = call(this.second, concurrent(1));
		assertThat(open.isGranted()).isTrue();
		assertThat(waiting.isWaiting()).isTrue();
		List<String> keys = Objects.requireNonNull(this.template.keys(this.prefix + "*").collectList().block());
		assertThat(keys).containsExactly(this.prefix + "key");
		assertThat(this.template.getExpire(keys.get(0)).block()).isBetween(Duration.ofSeconds(170),
				Duration.ofMinutes(3));
		open.succeed();
		after(Duration.ofMillis(300));
		assertThat(waiting.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-25 only the first of a queue asks, so that Redis does not see how many wait")
	void onlyTheFirstAsks() {
		call(this.first, concurrent(1));
		TurnTaker waiting = call(this.second, concurrent(1));
		long before = scripts();
		after(Duration.ofSeconds(10));
		long one = scripts() - before;
		List<TurnTaker> many = IntStream.range(0, 999).mapToObj((number) -> call(this.second, concurrent(1))).toList();
		before = scripts();
		after(Duration.ofSeconds(10));
		assertThat(scripts() - before).isBetween(one / 2, one * 3 / 2);
		assertThat(one).as("every 200 ms, and renewals").isBetween(30L, 80L);
		many.forEach((call) -> call.permit().close());
		waiting.permit().close();
	}

	@Test
	@DisplayName("LIMIT-25 a call of the same process that ends makes the next one ask at once")
	void endOfACallAsksAtOnce() {
		TurnTaker open = call(this.first, concurrent(1));
		TurnTaker waiting = call(this.first, concurrent(1));
		open.succeed();
		settle();
		assertThat(waiting.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-26 an open call stays as long as its replica lives, and is free 15 s after it was killed")
	void killedReplicaGivesItsPlacesBack() {
		call(this.first, concurrent(1));
		TurnTaker waiting = call(this.second, concurrent(1));
		after(Duration.ofSeconds(40));
		assertThat(waiting.isWaiting()).isTrue();
		this.first.close();
		after(Duration.ofSeconds(15));
		after(Duration.ofMillis(500));
		assertThat(waiting.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-26 the place of a dead replica in the order is free 5 s after it asked last")
	void deadReplicaHoldsNobodyUp() {
		TurnTaker open = call(this.first, concurrent(1));
		LimitsScript dead = new LimitsScript(TestRedis.sharedConnections(), this.clock, this.prefix, "dead");
		assertThat(dead.run("key", "acquire", "dead:1", 0, 1, 0, 0, 0, 0, 60_000).block()).startsWith(0L);
		TurnTaker next = call(this.second, concurrent(1));
		open.succeed();
		after(Duration.ofMillis(4500));
		assertThat(next.isWaiting()).as("the other is first").isTrue();
		after(Duration.ofMillis(800));
		assertThat(next.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-26 all open calls of a replica are renewed by one script call every 5 s")
	void openCallsAreRenewedTogether() {
		IntStream.range(0, 20).forEach((number) -> call(this.first, concurrent(20)));
		long before = scripts();
		after(Duration.ofSeconds(30));
		assertThat(scripts() - before).isEqualTo(6);
	}

	@Test
	@DisplayName("LIMIT-9 a free turn takes one script call, and its end another")
	void freeTurnTakesOneScriptCall() {
		call(this.first, requests(10)).succeed();
		settle();
		long before = scripts();
		TurnTaker free = call(this.first, requests(10));
		assertThat(scripts() - before).isOne();
		free.succeed();
		settle();
		assertThat(scripts() - before).isEqualTo(2);
	}

	@Test
	@DisplayName("LIMIT-26 a Redis that lost its data learns of open calls within 5 s")
	void lostDataIsLearnedAgain() {
		call(this.first, concurrent(1));
		this.template.delete(this.prefix + "key").block();
		after(Duration.ofSeconds(5));
		assertThat(call(this.second, concurrent(1)).isWaiting()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-8 over replicas nobody passes a call that has waited more than a second longer")
	void olderCallOfAnotherReplicaIsFirst() {
		TurnTaker open = call(this.first, concurrent(1));
		TurnTaker older = call(this.first, concurrent(1));
		after(Duration.ofSeconds(2));
		TurnTaker younger = call(this.second, concurrent(1));
		open.succeed();
		after(Duration.ofSeconds(1));
		assertThat(older.isGranted()).isTrue();
		assertThat(younger.isWaiting()).isTrue();
		older.succeed();
		after(Duration.ofSeconds(1));
		assertThat(younger.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-21 one call of all replicas tries after a refusal, and all follow")
	void oneCallOfAllTries() {
		call(this.first, requests(100)).refused(Duration.ofSeconds(2));
		settle();
		List<TurnTaker> waiting = List.of(call(this.first, requests(100)), call(this.second, requests(100)),
				call(this.first, requests(100)), call(this.second, requests(100)));
		after(Duration.ofMillis(1900));
		assertThat(waiting).noneMatch(TurnTaker::isGranted);
		after(Duration.ofSeconds(2));
		assertThat(waiting.stream().filter(TurnTaker::isGranted)).hasSize(1);
		waiting.stream().filter(TurnTaker::isGranted).findFirst().orElseThrow().permit().answered(ResponseInfo.none());
		after(Duration.ofSeconds(1));
		assertThat(waiting).allMatch(TurnTaker::isGranted);
	}

	@Test
	@DisplayName("LIMIT-14 what was not sent is given back to all")
	void unsentIsGivenBack() {
		CallLimits limits = CallLimits.builder()
			.requestsPerMinute(1)
			.inputTokensPerMinute(100L)
			.maxWait(Duration.ofMinutes(10))
			.build();
		TurnTaker unsent = TurnTaker.of(this.first, TurnTaker.tokens(limits, 100, 0));
		settle();
		unsent.permit().close();
		settle();
		TurnTaker next = TurnTaker.of(this.second, TurnTaker.tokens(limits, 100, 0));
		settle();
		assertThat(next.isGranted()).isTrue();
	}

	@Test
	@DisplayName("LIMIT-28 what was granted or waited for is gone from Redis when it is closed")
	void closingGivesBack() {
		List<TurnTaker> calls = List.of(call(this.first, concurrent(2)), call(this.first, concurrent(2)),
				call(this.first, concurrent(2)));
		calls.forEach((call) -> call.permit().close());
		settle();
		List<String> fields = Objects
			.requireNonNull(this.template.<String, String>opsForHash().keys(this.prefix + "key").collectList().block());
		assertThat(fields).noneMatch((field) -> field.startsWith("l") || field.startsWith("w"));
	}

	@Test
	@DisplayName("LIMIT-28 a call that leaves while it is being granted gives its place back before anybody knows")
	void callThatLeavesWhileItIsGranted() {
		call(this.first, concurrent(2)).permit().close();
		settle();
		TurnTaker.of(this.first, concurrent(2)).permit().close();
		List<String> fields = Objects
			.requireNonNull(this.template.<String, String>opsForHash().keys(this.prefix + "key").collectList().block());
		assertThat(fields).noneMatch((field) -> field.startsWith("l"));
		settle();
		assertThat(call(this.second, requests(1)).isGranted()).as("the request is given back, too").isTrue();
	}

	@Test
	@DisplayName("LIMIT-28 closing the limiter stops its timers")
	void closingStopsTimers() {
		call(this.first, concurrent(1)).permit().close();
		this.first.close();
		this.first.close();
		after(Duration.ofMinutes(5));
		long before = scripts();
		after(Duration.ofSeconds(20));
		assertThat(scripts()).isEqualTo(before);
	}

	@Test
	@DisplayName("LIMIT-27 the time to wait for Redis is positive")
	void timeoutIsPositive() {
		RedisCallLimiter.Builder builder = RedisCallLimiter.builder(TestRedis.sharedConnections());
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.timeout(Duration.ZERO));
	}

}
