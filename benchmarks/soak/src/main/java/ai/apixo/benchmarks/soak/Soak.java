package ai.apixo.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.ObservationRegistry;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Hooks;

import ai.apixo.boot.autoconfigure.ApixoHttpProperties;
import ai.apixo.boot.autoconfigure.ApixoProperties;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;

/**
 * Keeps 200 calls open by HTTP/1.1 and 100 by HTTP/2 against a gateway that fails in all
 * ways at random and whose process stands still now and then, and tells whether anything
 * was lost, doubled, hanging or leaked. Ends with 1 if so.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class Soak {

	/**
	 * Every how many seconds the gateway's process is stopped.
	 */
	private static final int STOP_INTERVAL = 20;

	private final Tally tally = new Tally();

	private final Attempts attempts = new Attempts();

	private final boolean http2;

	private final int concurrency;

	private final Semaphore permits;

	private final AtomicInteger calls = new AtomicInteger();

	private final List<Long> heaps = new ArrayList<>();

	private final ApixoMessagesClient client;

	private final ApixoMessagesClient cancellingClient;

	Soak(ApixoMessagesClient.Builder builder, ApixoProperties properties, @Value("${soak.calls}") int calls) {
		this.http2 = properties.getHttp().getProtocol() == ApixoHttpProperties.Protocol.HTTP2;
		this.concurrency = Math.max(1, calls / (this.http2 ? 2 : 1));
		this.permits = new Semaphore(this.concurrency);
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(this.attempts);
		this.client = builder.observationRegistry(registry).build();
		this.cancellingClient = this.client.mutate().name(Attempts.CANCELLING).build();
	}

	/**
	 * Run the soak.
	 * @param args for how many seconds, and how many calls are kept open by HTTP/1.1;
	 * half as many are by HTTP/2
	 */
	public static void main(String[] args) {
		int seconds = Integer.parseInt(args[0]);
		String calls = "--soak.calls=" + args[1];
		boolean clean;
		try (GatewayProcess gateway = GatewayProcess.start()) {
			stopNowAndThen(gateway, seconds);
			// One after the other: Spring Boot sets logging up for the whole JVM.
			ConfigurableApplicationContext http1 = start(calls, "--apixo.base-url=" + gateway.url());
			ConfigurableApplicationContext http2 = start(calls, "--apixo.base-url=" + gateway.http2Url(),
					"--apixo.http.protocol=http2", "--apixo.http.ssl.bundle=soak",
					"--spring.ssl.bundle.pem.soak.truststore.certificate=file:" + gateway.certificate());
			CompletableFuture<Boolean> http2Run = CompletableFuture
				.supplyAsync(() -> run(http2, gateway.url(), seconds));
			boolean http1Clean = run(http1, gateway.url(), seconds);
			boolean http2Clean = http2Run.join();
			pause();
			GatewayFigures figures = GatewayFigures.of(gateway.url());
			clean = http1Clean && http2Clean && figures.open() == 0 && figures.http2Open() == 0;
		}
		System.out.println(clean ? "Nothing lost, doubled, hanging or leaked" : "FAILED");
		System.exit(clean ? 0 : 1);
	}

	/**
	 * Stop the gateway's process for a second, which every call has to survive, and each
	 * third time for longer than the limits; never near the end, when it is asked what is
	 * left open.
	 */
	private static void stopNowAndThen(GatewayProcess gateway, int seconds) {
		long lastStop = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds - STOP_INTERVAL);
		Thread thread = new Thread(() -> {
			pause(STOP_INTERVAL);
			for (int stop = 1; System.nanoTime() < lastStop; stop++) {
				gateway.stop();
				pause((stop % 3 == 0) ? 5 : 1);
				gateway.proceed();
				pause(STOP_INTERVAL);
			}
		}, "stops");
		thread.setDaemon(true);
		thread.start();
	}

	private static ConfigurableApplicationContext start(String... settings) {
		List<String> arguments = new ArrayList<>(List.of(settings));
		arguments.addAll(List.of("--apixo.api-key=k", "--apixo.http.response-timeout=3s", "--apixo.idle-timeout=3s",
				"--apixo.retry.initial-backoff=10ms", "--apixo.retry.max-attempts=3", "--spring.main.banner-mode=off",
				"--logging.level.root=error"));
		return SpringApplication.run(Soak.class, arguments.toArray(String[]::new));
	}

	private static boolean run(ConfigurableApplicationContext context, String figures, int seconds) {
		try (context) {
			return context.getBean(Soak.class).keepOpen(figures, seconds);
		}
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
		take(this.concurrency);
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
		if (this.http2) {
			System.out.printf("HTTP/2: %,d calls: %s%n", this.calls.get(), this.tally);
			return;
		}
		this.heaps.add(heapAfterCollection());
		System.out.printf("%,d calls: %s; heap after collection %.1f MB%n", this.calls.get(), this.tally,
				this.heaps.get(this.heaps.size() - 1) / 1e6);
	}

	private boolean check(String url) {
		report();
		GatewayFigures figures = settled(url);
		if (this.http2) {
			System.out.printf("HTTP/2: requests %,d, attempts %,d, %d streams open%n", figures.http2Requests(),
					this.attempts.reported() + this.attempts.ofCancelledCalls(), figures.http2Open());
			return hasEnded();
		}
		System.out.printf(
				"requests %,d, of which %,d met the end of a used connection, attempts %,d; of cancelled calls %,d, %,d; "
						+ "connections %,d used, %d open, %d of them busy%n",
				figures.requests(), figures.unanswered(), this.attempts.reported(), figures.cancellableRequests(),
				this.attempts.ofCancelledCalls(), figures.accepted(), figures.open(), figures.busy());
		return hasEnded() && figures.requests() - figures.unanswered() <= this.attempts.reported()
				&& this.attempts.reported() <= figures.requests()
				&& figures.cancellableRequests() - figures.unanswered() <= this.attempts.ofCancelledCalls()
				&& figures.busy() == 0 && isHeapFlat();
	}

	private boolean hasEnded() {
		return this.tally.offences() == 0 && this.tally.ended() == this.calls.get()
				&& this.client.activity().openCalls() == 0;
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
		pause(3);
	}

	private static void pause(int seconds) {
		try {
			TimeUnit.SECONDS.sleep(seconds);
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
