package ai.apixo.benchmarks.toolfaults.ours;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.tool.ModelEvent;
import ai.apixo.tool.ToolFunction;
import ai.apixo.tool.ToolRunner;

/**
 * What the runner costs beyond the client: CPU time and allocation for each model event,
 * a late turn beside the first one, tools in parallel, and memory of runs that wait.
 * Takes the base URL of a {@code LoopbackGateway}.
 */
public final class RunnerFigures {

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int EVENTS = 200_000;

	private static final int ROUNDS = 8;

	private static final int RUNS = 1000;

	private RunnerFigures() {
	}

	/**
	 * Print the figures.
	 * @param args the base URL of the gateway
	 * @throws InterruptedException if it is stopped
	 */
	public static void main(String[] args) throws InterruptedException {
		events(ApixoMessagesClient.builder().apiKey("k").baseUrl(args[0]).build());
		tools();
		turns();
		memory();
	}

	private static void events(ApixoMessagesClient client) {
		MessagesRequest request = MessagesRequest.builder().model("fast:" + EVENTS).maxTokens(100).user("Go").build();
		ToolRunner runner = ToolRunner.builder(client).promptCache(null).build();
		Flux<?> plain = client.stream(request);
		Flux<?> run = runner.stream(request);
		double[] best = { Double.MAX_VALUE, Double.MAX_VALUE };
		double[] bytes = { Double.MAX_VALUE, Double.MAX_VALUE };
		for (int round = 0; round < ROUNDS; round++) {
			for (int kind = 0; kind < 2; kind++) {
				long cpu = PROCESS.getProcessCpuTime();
				long allocated = allocated();
				((kind == 0) ? plain : run).blockLast(Duration.ofMinutes(1));
				best[kind] = Math.min(best[kind], (PROCESS.getProcessCpuTime() - cpu) / (double) EVENTS);
				bytes[kind] = Math.min(bytes[kind], (allocated() - allocated) / (double) EVENTS);
			}
		}
		System.out.printf("CPU of an event: client %.0f ns, runner %.0f ns, ratio %.2f (at most 1.15)%n", best[0],
				best[1], best[1] / best[0]);
		System.out.printf("Bytes of an event: client %.0f, runner %.0f, %.0f more (at most 32)%n", bytes[0], bytes[1],
				bytes[1] - bytes[0]);
	}

	private static long allocated() {
		long sum = 0;
		for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
			sum += Math.max(0, bytes);
		}
		return sum;
	}

	private static void tools() {
		ToolFunction slow = ToolFunction.of("slow", "Is slow.",
				() -> Mono.just("x").delayElement(Duration.ofMillis(300)));
		double one = time(slow, 1);
		double four = time(slow, 4);
		System.out.printf("Tools of 300 ms: one %.0f ms, four %.0f ms, ratio %.2f (at most 1.3)%n", one, four,
				four / one);
	}

	private static double time(ToolFunction tool, int calls) {
		double best = Double.MAX_VALUE;
		for (int round = 0; round < 4; round++) {
			ToolRunner runner = ToolRunner.builder(new CallingClient(1, calls, "slow")).tools(tool).build();
			long started = System.nanoTime();
			runner.run(question()).block(Duration.ofMinutes(1));
			best = Math.min(best, (System.nanoTime() - started) / 1e6);
		}
		return best;
	}

	private static MessagesRequest question() {
		return MessagesRequest.builder().model("m").maxTokens(100).user("Go").build();
	}

	private static void turns() {
		ToolFunction quick = ToolFunction.of("slow", "Is quick.", () -> "x");
		double[] best = new double[21];
		java.util.Arrays.fill(best, Double.MAX_VALUE);
		for (int round = 0; round < 300; round++) {
			ToolRunner runner = ToolRunner.builder(new CallingClient(20, 1, "slow")).tools(quick).maxTurns(30).build();
			long[] last = { 0, 0 };
			runner.stream(question()).doOnNext((event) -> {
				if (event instanceof ModelEvent && last[0] != event.turn()) {
					last[0] = event.turn();
					last[1] = System.nanoTime();
				}
				else if (event instanceof ModelEvent) {
					int turn = Math.min(event.turn(), 20);
					best[turn] = Math.min(best[turn], (double) (System.nanoTime() - last[1]));
				}
			}).blockLast(Duration.ofMinutes(1));
		}
		System.out.printf("Model events of turn 1 and turn 20: %.1f and %.1f us, ratio %.2f (at most 1.1)%n",
				best[1] / 1e3, best[20] / 1e3, best[20] / best[1]);
	}

	private static void memory() throws InterruptedException {
		Sinks.One<String> gate = Sinks.one();
		ToolFunction waiting = ToolFunction.of("slow", "Waits.", gate::asMono);
		ToolRunner runner = ToolRunner.builder(new CallingClient(3, 1, "slow")).tools(waiting).build();
		runner.stream(question()).take(1).blockLast();
		Set<String> threads = threads();
		long before = heap();
		CountDownLatch completed = new CountDownLatch(RUNS);
		AtomicInteger turns = new AtomicInteger();
		List<Disposable> runs = new ArrayList<>();
		for (int number = 0; number < RUNS; number++) {
			runs.add(runner.run(question())
				.doOnNext((run) -> turns.addAndGet(run.turns()))
				.subscribeOn(Schedulers.parallel())
				.subscribe((run) -> completed.countDown()));
		}
		TimeUnit.SECONDS.sleep(2);
		System.out.printf("A run that waits in a tool: %.1f KB (at most 4 beyond conversation and stream)%n",
				(heap() - before) / (double) RUNS / 1024);
		gate.tryEmitValue("x");
		boolean all = completed.await(1, TimeUnit.MINUTES);
		Set<String> further = threads();
		further.removeAll(threads);
		System.out.printf("%d runs at a time: %s, %d turns; further threads: %s%n", RUNS,
				all ? "all completed" : "not all completed", turns.get(), further);
		runs.forEach(Disposable::dispose);
	}

	/**
	 * The names of all threads without their numbers.
	 */
	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map((thread) -> thread.getName().replaceAll("-?[0-9]+", ""))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static long heap() {
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 3; round++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

}
