package ai.apixo.benchmarks.limits;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import ai.apixo.benchmarks.GatewayProcess;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.limit.Permit;
import ai.apixo.limit.PermitRequest;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.ResponseInfo;

/**
 * Prints what calls with limits cost beside calls without, and how fast a free place is
 * taken.
 */
public final class LimitRatios {

	private static final int CALLS = 30_000;

	private static final int AT_ONCE = 64;

	private static final int TURNS = 1_000_000;

	private static final int WAITING = 1000;

	private static final int PLACES = 100;

	private static final int QUEUED = 10_000;

	private static final MessagesRequest REQUEST = MessagesRequest.builder()
		.model("fast:20")
		.maxTokens(1024)
		.user("Go")
		.build();

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private LimitRatios() {
	}

	/**
	 * Measure.
	 * @param args the number of rounds
	 * @throws Exception if the gateway does not start
	 */
	public static void main(String[] args) throws Exception {
		try (GatewayProcess gateway = GatewayProcess.start()) {
			calls(gateway, Integer.parseInt(args[0]));
		}
		turns();
		waiting();
		lateness();
		System.exit(0);
	}

	private static void calls(GatewayProcess gateway, int rounds) {
		ApixoMessagesClient plain = ApixoMessagesClient.builder()
			.baseUrl("http://127.0.0.1:" + gateway.port())
			.apiKey("k")
			.build();
		ApixoMessagesClient limited = plain.mutate()
			.limits(CallLimits.builder().concurrentCalls(1000).requestsPerMinute(Integer.MAX_VALUE).build())
			.build();
		ApixoMessagesClient withTokens = plain.mutate()
			.limits(CallLimits.builder()
				.concurrentCalls(1000)
				.requestsPerMinute(Integer.MAX_VALUE)
				.inputTokensPerMinute(Long.MAX_VALUE)
				.outputTokensPerMinute(Long.MAX_VALUE)
				.build())
			.build();
		List<ApixoMessagesClient> clients = List.of(plain, limited, withTokens);
		List<String> names = List.of("no limits", "requests and concurrency", "tokens, too");
		double[][] micros = new double[clients.size()][rounds];
		for (int round = -3; round < rounds; round++) {
			for (int turn = 0; turn < clients.size(); turn++) {
				// Another one is first in each round.
				int client = Math.floorMod(turn + round, clients.size());
				long before = PROCESS.getProcessCpuTime();
				Flux.range(0, CALLS).flatMap((number) -> clients.get(client).create(REQUEST), AT_ONCE).blockLast();
				if (round >= 0) {
					micros[client][round] = (PROCESS.getProcessCpuTime() - before) / 1e3 / CALLS;
				}
			}
		}
		for (int client = 0; client < clients.size(); client++) {
			print("create, %s: %.2f us CPU (%.3f)", names.get(client), median(micros[client]),
					median(micros[client]) / median(micros[0]));
		}
	}

	private static void turns() {
		CallLimiter limiter = CallLimiter.inMemory();
		PermitRequest request = request(CallLimits.builder().concurrentCalls(10).build());
		for (int round = 0; round < 3; round++) {
			long thread = Thread.currentThread().getId();
			long bytes = THREADS.getThreadAllocatedBytes(thread);
			long cpu = PROCESS.getProcessCpuTime();
			for (int number = 0; number < TURNS; number++) {
				Permit permit = limiter.acquire(request);
				permit.granted().subscribe();
				permit.answered(ResponseInfo.none());
				permit.close();
			}
			if (round == 2) {
				print("a turn: %.2f us CPU, %d bytes", (PROCESS.getProcessCpuTime() - cpu) / 1e3 / TURNS,
						(THREADS.getThreadAllocatedBytes(thread) - bytes) / TURNS);
			}
		}
	}

	private static void waiting() {
		CallLimiter limiter = CallLimiter.inMemory();
		PermitRequest request = request(CallLimits.builder().concurrentCalls(1).maxWait(Duration.ofHours(1)).build());
		Permit open = limiter.acquire(request);
		List<Permit> permits = new ArrayList<>(WAITING);
		limiter.acquire(request).close();
		int threads = THREADS.getThreadCount();
		long before = usedHeap();
		for (int number = 0; number < WAITING; number++) {
			Permit permit = limiter.acquire(request);
			permit.granted().subscribe();
			permits.add(permit);
		}
		print("a waiting call: %d bytes, %d more threads for all", (usedHeap() - before) / WAITING,
				THREADS.getThreadCount() - threads);
		permits.forEach(Permit::close);
		open.close();
	}

	/**
	 * Each call keeps its place for 5 ms. The time from when a place was free until it
	 * was taken is that of the place that was free first.
	 */
	private static void lateness() throws InterruptedException {
		CallLimiter limiter = CallLimiter.inMemory();
		PermitRequest request = request(CallLimits.builder()
			.concurrentCalls(PLACES)
			.maxWait(Duration.ofHours(1))
			.queueCapacity(QUEUED)
			.build());
		Queue<Long> free = new ConcurrentLinkedQueue<>();
		Queue<Long> late = new ConcurrentLinkedQueue<>();
		CountDownLatch ended = new CountDownLatch(QUEUED);
		for (int number = 0; number < QUEUED; number++) {
			Permit permit = limiter.acquire(request);
			permit.granted().subscribe(null, null, () -> {
				Long since = free.poll();
				if (since != null) {
					late.add(System.nanoTime() - since);
				}
				Schedulers.parallel().schedule(() -> {
					permit.answered(ResponseInfo.none());
					free.add(System.nanoTime());
					permit.close();
					ended.countDown();
				}, 5, TimeUnit.MILLISECONDS);
			});
		}
		ended.await();
		double[] millis = late.stream().mapToDouble((nanos) -> nanos / 1e6).sorted().toArray();
		print("10,000 calls through 100 places: %d waited, a free place was taken after %.3f ms (p50), %.3f ms (p99)",
				millis.length, millis[millis.length / 2], millis[millis.length * 99 / 100]);
	}

	private static PermitRequest request(CallLimits limits) {
		return new PermitRequest("key", limits, 0, 0, Duration.ZERO, limits.maxWait());
	}

	private static long usedHeap() {
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 3; round++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static void print(String format, Object... values) {
		System.out.printf(Locale.ROOT, format + "%n", values);
	}

}
