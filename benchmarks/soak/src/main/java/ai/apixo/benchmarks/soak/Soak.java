package ai.apixo.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.ObservationRegistry;
import org.reactivestreams.Publisher;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Hooks;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;

/**
 * Keeps 200 calls open against a gateway that fails in all ways at random, and tells
 * whether anything was lost, doubled, hanging or leaked. Ends with 1 if so.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class Soak {

	private static final int CONCURRENCY = 200;

	private final Tally tally = new Tally();

	private final Attempts attempts = new Attempts();

	private final Semaphore permits = new Semaphore(CONCURRENCY);

	private final AtomicInteger calls = new AtomicInteger();

	private final List<Long> heaps = new ArrayList<>();

	private final ApixoMessagesClient client;

	private final ApixoMessagesClient cancellingClient;

	Soak(ApixoMessagesClient.Builder builder) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(this.attempts);
		this.client = builder.observationRegistry(registry).build();
		this.cancellingClient = this.client.mutate().name(Attempts.CANCELLING).build();
	}

	/**
	 * Run the soak.
	 * @param args for how many seconds
	 */
	public static void main(String[] args) {
		boolean clean;
		try (GatewayProcess gateway = GatewayProcess.start()) {
			clean = run(gateway.url(), Integer.parseInt(args[0]));
		}
		System.out.println(clean ? "Nothing lost, doubled, hanging or leaked" : "FAILED");
		System.exit(clean ? 0 : 1);
	}

	private static boolean run(String url, int seconds) {
		ConfigurableApplicationContext context = SpringApplication.run(Soak.class, "--apixo.base-url=" + url,
				"--apixo.api-key=k", "--apixo.http.response-timeout=3s", "--apixo.idle-timeout=3s",
				"--apixo.retry.initial-backoff=10ms", "--apixo.retry.max-attempts=3", "--spring.main.banner-mode=off",
				"--logging.level.root=error");
		boolean clean = context.getBean(Soak.class).keepOpen(url, seconds);
		context.close();
		pause();
		return clean && GatewayFigures.of(url).open() == 0;
	}

	private boolean keepOpen(String url, int seconds) {
		Hooks.onErrorDropped(this.tally::dropped);
		Hooks.onNextDropped(this.tally::dropped);
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		long nextReport = System.nanoTime();
		while (System.nanoTime() < deadline) {
			take(1);
			call();
			if (System.nanoTime() > nextReport) {
				nextReport += TimeUnit.SECONDS.toNanos(Math.max(5, seconds / 10));
				report();
			}
		}
		take(CONCURRENCY);
		return check(url);
	}

	/**
	 * Wait for calls to end; one that hangs for longer than all limits together is an
	 * offence.
	 */
	private void take(int count) {
		try {
			if (!this.permits.tryAcquire(count, 1, TimeUnit.MINUTES)) {
				this.tally.offence("A call has not ended");
				System.exit(1);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void call() {
		int call = this.calls.incrementAndGet();
		CallKind[] kinds = CallKind.values();
		CallKind kind = kinds[ThreadLocalRandom.current().nextInt(kinds.length)];
		publisher(call, kind).subscribe(new SoakSubscriber(call, kind, this.tally, this.permits::release));
	}

	private Publisher<?> publisher(int call, CallKind kind) {
		MessagesRequest request = MessagesRequest.builder()
			.model("m")
			.maxTokens(100)
			.user("call " + call + ((kind == CallKind.CANCELLED) ? " cancelled" : ""))
			.build();
		return switch (kind) {
			case STREAMED, ON_DEMAND -> this.client.stream(request);
			case WHOLE -> this.client.create(request);
			case CANCELLED -> this.cancellingClient.stream(request);
		};
	}

	private void report() {
		this.heaps.add(heapAfterCollection());
		System.out.printf("%,d calls: %s; heap after collection %.1f MB%n", this.calls.get(), this.tally,
				this.heaps.get(this.heaps.size() - 1) / 1e6);
	}

	private boolean check(String url) {
		report();
		GatewayFigures figures = settled(url);
		System.out.printf(
				"requests %,d = attempts %,d; of cancelled calls %,d <= %,d; "
						+ "connections %,d used, %d open, %d of them busy%n",
				figures.requests(), this.attempts.reported(), figures.cancellableRequests(),
				this.attempts.ofCancelledCalls(), figures.accepted(), figures.open(), figures.busy());
		return this.tally.offences() == 0 && this.tally.ended() == this.calls.get()
				&& figures.requests() == this.attempts.reported()
				&& figures.cancellableRequests() <= this.attempts.ofCancelledCalls() && figures.busy() == 0
				&& this.client.activity().openCalls() == 0 && isHeapFlat();
	}

	/**
	 * Whether the heap at the end is not much larger than it was when all classes had
	 * been loaded.
	 */
	private boolean isHeapFlat() {
		return this.heaps.get(this.heaps.size() - 1) < 1.2 * this.heaps.get(1);
	}

	/**
	 * What is left of finished streams is read away for a moment before a connection is
	 * idle or closed.
	 */
	private static GatewayFigures settled(String url) {
		pause();
		return GatewayFigures.of(url);
	}

	private static void pause() {
		try {
			TimeUnit.SECONDS.sleep(3);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long heapAfterCollection() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
