package ai.apixo.boot.autoconfigure.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.boot.TestReplies;

/**
 * A gateway that enforces the limits of a key as it is documented: so many requests in
 * any sixty seconds, and so many at once. Its time is that of a script.
 */
final class LimitedGateway implements AutoCloseable {

	private static final long MINUTE = 60_000;

	private static final String ANSWER = TestReplies.HELLO.body();

	private static final String REFUSAL = "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"}}";

	private final Random random = new Random(20);

	private final Deque<Long> lastMinute = new ArrayDeque<>();

	private final AtomicInteger inFlight = new AtomicInteger();

	private final List<Long> refusals = new CopyOnWriteArrayList<>();

	private final VirtualTimeScheduler clock;

	private final int requestsPerMinute;

	private final int concurrentCalls;

	private final DisposableServer server;

	private volatile int jitter = 900;

	private volatile long refusingUntil;

	private volatile boolean stalling;

	private int atWork;

	LimitedGateway(VirtualTimeScheduler clock, int requestsPerMinute, int concurrentCalls) {
		this.clock = clock;
		this.requestsPerMinute = requestsPerMinute;
		this.concurrentCalls = concurrentCalls;
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> request.receive().then(Mono.defer(() -> travel(response))))
			.bindNow();
	}

	String baseUrl() {
		return "http://127.0.0.1:" + this.server.port();
	}

	/**
	 * Return how many requests have arrived and are not answered yet.
	 */
	int inFlight() {
		return this.inFlight.get();
	}

	/**
	 * Return when requests were refused.
	 */
	List<Long> refusals() {
		return this.refusals;
	}

	/**
	 * Let requests arrive at once instead of after up to 900 ms.
	 */
	void withoutJitter() {
		this.jitter = 1;
	}

	/**
	 * Refuse all requests for a while, as if others used the key.
	 */
	void refuseFor(Duration time) {
		this.refusingUntil = now() + time.toMillis();
	}

	/**
	 * Answer nothing any more.
	 */
	void stall() {
		this.stalling = true;
	}

	private long now() {
		return this.clock.now(TimeUnit.MILLISECONDS);
	}

	private Mono<Void> travel(HttpServerResponse response) {
		this.inFlight.incrementAndGet();
		return Mono.delay(Duration.ofMillis(delay(this.jitter)), this.clock).flatMap((arrived) -> {
			if (this.stalling) {
				return Mono.never();
			}
			if (!admit()) {
				return response.status(429)
					.header("content-type", "application/json")
					.sendString(Mono.just(REFUSAL))
					.then();
			}
			return Mono.delay(Duration.ofMillis(2000 + delay(5000)), this.clock)
				.doOnNext((served) -> leave())
				.then(response.header("content-type", "text/event-stream").sendString(Mono.just(ANSWER)).then());
		}).doFinally((signal) -> this.inFlight.decrementAndGet());
	}

	private synchronized int delay(int bound) {
		return this.random.nextInt(bound);
	}

	private synchronized boolean admit() {
		long now = now();
		while (!this.lastMinute.isEmpty() && this.lastMinute.getFirst() <= now - MINUTE) {
			this.lastMinute.removeFirst();
		}
		if (now < this.refusingUntil || this.lastMinute.size() >= this.requestsPerMinute
				|| this.atWork >= this.concurrentCalls) {
			this.refusals.add(now);
			return false;
		}
		this.lastMinute.add(now);
		this.atWork++;
		return true;
	}

	private synchronized void leave() {
		this.atWork--;
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
