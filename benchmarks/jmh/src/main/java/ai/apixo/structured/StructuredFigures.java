package ai.apixo.structured;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * The ratios of {@link StructuredOutputBenchmark}, all in one run and in CPU time of the
 * thread that reads, so that other work of the machine counts less: each kind takes its
 * turn in every round, and the best round of each counts.
 *
 * @since 0.1.0
 */
public final class StructuredFigures {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final int DOCUMENT = 65_536;

	private static final int CALLS = 40;

	private StructuredFigures() {
	}

	/**
	 * Print the ratios.
	 * @param args the number of rounds, 60 if there is none
	 * @throws Exception if a call fails
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 60;
		StructuredOutputBenchmark small = benchmark(35, DOCUMENT);
		StructuredOutputBenchmark large = benchmark(1024, DOCUMENT);
		StructuredOutputBenchmark twice = benchmark(35, 2 * DOCUMENT);
		double[] best = best(rounds, List.of(small::text, small::elements, snapshots(small), large::text,
				large::elements, snapshots(large), twice::elements, twice::text, snapshots(twice)));
		print("streamElements beside streamText, elements of 35 bytes", best[1], best[0], "2.5");
		print("streamElements beside streamText, elements of 1 KB", best[4], best[3], "1.5");
		print("streamPartial without demand beside streamText, elements of 35 bytes", best[2], best[0], "1.5");
		print("streamPartial without demand beside streamText, elements of 1 KB", best[5], best[3], "1.5");
		print("streamElements of twice the document", best[6], best[1], "2.2");
		print("streamText of twice the document", best[7], best[0], "2.2");
		print("streamPartial of twice the document", best[8], best[2], "2.2");
	}

	private static StructuredOutputBenchmark benchmark(int element, int document) {
		StructuredOutputBenchmark benchmark = new StructuredOutputBenchmark();
		benchmark.element = element;
		benchmark.document = document;
		benchmark.start();
		return benchmark;
	}

	private static Callable<@Nullable Object> snapshots(StructuredOutputBenchmark benchmark) {
		return () -> {
			benchmark.snapshots();
			return null;
		};
	}

	private static double[] best(int rounds, List<Callable<@Nullable Object>> kinds) throws Exception {
		double[] best = new double[kinds.size()];
		java.util.Arrays.fill(best, Double.MAX_VALUE);
		for (int round = 0; round < rounds; round++) {
			for (int kind = 0; kind < kinds.size(); kind++) {
				long started = THREADS.getCurrentThreadCpuTime();
				for (int call = 0; call < CALLS; call++) {
					kinds.get(kind).call();
				}
				best[kind] = Math.min(best[kind], (THREADS.getCurrentThreadCpuTime() - started) / 1e3 / CALLS);
			}
		}
		return best;
	}

	private static void print(String what, double ours, double other, String limit) {
		System.out.printf("%s: %.0f us and %.0f us, ratio %.2f (at most %s)%n", what, ours, other, ours / other, limit);
	}

}
