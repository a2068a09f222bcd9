package ai.apixo.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.Permit;
import ai.apixo.limit.PermitRequest;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls that wait for a turn, as the gateway and the rest of the client see them.
 */
@EachConnector
class WaitingCallTests {

	private final LimitedClient limited;

	WaitingCallTests(TestConnector connector) {
		this.limited = new LimitedClient(connector);
	}

	@Test
	@DisplayName("LIMIT-10 a waiting call holds no connection and no permission of the circuit breaker")
	void waitingCallHoldsNothing() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.STALL)) {
			CircuitBreaker breaker = CircuitBreaker.ofDefaults("test");
			breaker.transitionToOpenState();
			breaker.transitionToHalfOpenState();
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1)).build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			ApixoMessagesClient guarded = client.mutate().circuitBreaker(breaker).build();
			List<Disposable> waiting = new ArrayList<>();
			for (int number = 0; number < 20; number++) {
				waiting.add(guarded.stream(Requests.hello()).subscribe());
			}
			assertThat(gateway.connections()).isOne();
			assertThat(breaker.tryAcquirePermission()).as("none of 10 is taken").isTrue();
			waiting.forEach(Disposable::dispose);
			open.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-10 the limits of response and idle time do not run while a call waits, the total limit does")
	void onlyTheTotalLimitRuns() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.STALL)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1)).build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			ApixoMessagesClient hasty = client.mutate()
				.responseTimeout(Duration.ofMillis(10))
				.idleTimeout(Duration.ofMillis(10))
				.totalTimeout(Duration.ofMillis(300))
				.build();
			ApixoTimeoutException failure = Outcome.of(hasty.stream(Requests.hello()))
				.failure(ApixoTimeoutException.class);
			assertThat(failure.limit()).isEqualTo(ApixoLimit.TOTAL_TIMEOUT);
			assertThat(client.activity().waitingCalls()).isZero();
			open.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-11 all attempts of a call share the time that it may wait")
	void attemptsShareTheWait() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.STALL,
				(response) -> response.respond(502, "text/plain", ""), LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1))
				.retry(Retries.attempts(2))
				.build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			List<StreamEvent> events = new CopyOnWriteArrayList<>();
			client.stream(Requests.hello()).subscribe(events::add);
			this.limited.clock().advanceTimeBy(Duration.ofSeconds(15));
			open.dispose();
			await().untilAsserted(() -> assertThat(events).hasSize(Requests.EVENTS));
			assertThat(this.limited.asked()).extracting(PermitRequest::maxWait)
				.containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(5));
		}
	}

	@Test
	@DisplayName("LIMIT-11 the failure names what to raise, and never the key")
	void failureNamesWhatToRaise() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.STALL)) {
			ApixoMessagesClient client = this.limited
				.builder(gateway, LimitedClient.concurrent(1).toBuilder().maxWait(Duration.ZERO).build())
				.build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			ApixoLimitException failure = Outcome.of(client.create(Requests.hello()))
				.failure(ApixoLimitException.class);
			assertThat(failure).hasMessageContaining("1 concurrent calls")
				.hasMessageContaining("Raise maxWait(..) of its CallLimits")
				.hasMessageNotContaining(Requests.KEY);
			open.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-12 a call without a turn is not retried, and the circuit breaker does not see it")
	void limitIsNotRetried() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.STALL)) {
			CircuitBreaker breaker = CircuitBreaker.ofDefaults("test");
			ApixoMessagesClient client = this.limited
				.builder(gateway, LimitedClient.concurrent(1).toBuilder().queueCapacity(0).build())
				.circuitBreaker(breaker)
				.retry(Retries.attempts(3, (failure) -> true))
				.build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			ApixoLimitException failure = Outcome.of(client.stream(Requests.hello()))
				.failure(ApixoLimitException.class);
			assertThat(failure.limit()).isEqualTo(ApixoLimit.QUEUE_CAPACITY);
			assertThat(this.limited.asked()).hasSize(2);
			assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
			open.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-13 a waiting call that is cancelled leaves, and nothing is sent for it")
	void cancelledCallLeaves() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.STALL, LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1)).build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			client.stream(Requests.hello()).subscribe().dispose();
			assertThat(client.activity().waitingCalls()).isZero();
			open.dispose();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@Test
	@DisplayName("LIMIT-10 a waiting call keeps its permission of the bulkhead")
	void waitingCallKeepsItsBulkheadPermission() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.STALL)) {
			Bulkhead bulkhead = Bulkhead.of("test", BulkheadConfig.custom().maxConcurrentCalls(2).build());
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1))
				.bulkhead(bulkhead)
				.build();
			Disposable open = client.stream(Requests.hello()).subscribe();
			Disposable waiting = client.stream(Requests.hello()).subscribe();
			assertThat(client.activity().waitingCalls()).isOne();
			assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isZero();
			waiting.dispose();
			open.dispose();
			assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("LIMIT-10 a thousand waiting calls take no thread")
	void waitingCallsTakeNoThread() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.STALL)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1)).build();
			Disposable.Composite calls = Disposables.composite(client.stream(Requests.hello()).subscribe(),
					client.stream(Requests.hello()).subscribe());
			await().until(() -> gateway.requests().size() == 1);
			int threads = Thread.activeCount();
			for (int number = 0; number < 999; number++) {
				calls.add(client.stream(Requests.hello()).subscribe());
			}
			assertThat(client.activity().waitingCalls()).isEqualTo(1000);
			assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
			assertThat(gateway.connections()).isOne();
			calls.dispose();
			assertThat(client.activity().waitingCalls()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("LIMIT-13 the connection is closed before the turn ends, which lets another call have it")
	void connectionIsClosedFirst(boolean cancelled) {
		Latch closed = new Latch();
		Latch ended = new Latch();
		AtomicBoolean closedFirst = new AtomicBoolean();
		CallLimiter memory = CallLimiter.inMemory();
		CallLimiter looking = (request) -> new ClosingPermit(memory.acquire(request), () -> {
			closedFirst.set(isReleasedSoon(closed));
			ended.release();
		});
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			Gateways.stall(response);
			closed.release();
		})) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1))
				.limiter(looking)
				.totalTimeout(cancelled ? Duration.ofMinutes(1) : Duration.ofMillis(500))
				.build();
			List<StreamEvent> events = new CopyOnWriteArrayList<>();
			Disposable call = client.stream(Requests.hello()).subscribe(events::add, (failure) -> {
			});
			await().until(() -> !events.isEmpty());
			if (cancelled) {
				call.dispose();
			}
			ended.await();
			assertThat(closedFirst).isTrue();
		}
	}

	/**
	 * Look at it again and again: the thread may not block.
	 */
	private static boolean isReleasedSoon(Latch latch) {
		long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
		while (!latch.isReleased() && System.nanoTime() < end) {
			// Busy.
		}
		return latch.isReleased();
	}

	/**
	 * A turn whose end is looked at.
	 */
	private record ClosingPermit(Permit permit, Runnable whenClosed) implements Permit {

		@Override
		public Mono<Void> granted() {
			return this.permit.granted();
		}

		@Override
		public void answered(ResponseInfo response) {
			this.permit.answered(response);
		}

		@Override
		public void refused(@Nullable Duration retryAfter) {
			this.permit.refused(retryAfter);
		}

		@Override
		public void used(Usage usage) {
			this.permit.used(usage);
		}

		@Override
		public void close() {
			this.whenClosed.run();
			this.permit.close();
		}

	}

}
