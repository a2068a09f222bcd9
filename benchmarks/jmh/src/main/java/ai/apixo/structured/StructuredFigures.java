package ai.apixo.structured;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * The ratios of {@link StructuredOutputBenchmark}, all in one run and in CPU time of the
 * thread that reads, so that other work of the machine counts less: each kind takes its
 * turn in every round, what is compared is of the same round, and the median of the
 * rounds counts. The first third of the rounds is for the compiler.
 *
 * @since 0.1.0
 */
public final class StructuredFigures {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final int DOCUMENT = 65_536;

	private static final int CALLS = 20;

	private StructuredFigures() {
	}

	/**
	 * Print the ratios.
	 * @param args the number of rounds, 90 if there is none
	 * @throws Exception if a call fails
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 90;
		StructuredOutputBenchmark small = benchmark(35, DOCUMENT);
		StructuredOutputBenchmark large = benchmark(1024, DOCUMENT);
		StructuredOutputBenchmark twice = benchmark(35, 2 * DOCUMENT);
		double[][] times = measure(rounds, List.of(small::text, small::elements, last(small), large::text,
				large::elements, last(large), twice::elements, twice::text, last(twice), unread(small), unread(large)));
		print("streamElements beside streamText, elements of 35 bytes", times[1], times[0], "2.5");
		print("streamElements beside streamText, elements of 1 KB", times[4], times[3], "1.5");
		print("streamPartial without demand beside streamText, elements of 35 bytes", times[9], times[0], "1.5");
		print("streamPartial without demand beside streamText, elements of 1 KB", times[10], times[3], "1.5");
		print("streamPartial with the last snapshot beside streamText, elements of 35 bytes", times[2], times[0], "-");
		print("streamPartial with the last snapshot beside streamText, elements of 1 KB", times[5], times[3], "-");
		print("streamElements of twice the document", times[6], times[1], "2.2");
		print("streamText of twice the document", times[7], times[0], "2.2");
		print("streamPartial of twice the document", times[8], times[2], "2.2");
	}

	private static StructuredOutputBenchmark benchmark(int element, int document) {
		StructuredOutputBenchmark benchmark = new StructuredOutputBenchmark();
		benchmark.element = element;
		benchmark.document = document;
		benchmark.start();
		return benchmark;
	}

	private static Callable<@Nullable Object> last(StructuredOutputBenchmark benchmark) {
		return () -> {
			benchmark.snapshots();
			return null;
		};
	}

	private static Callable<@Nullable Object> unread(StructuredOutputBenchmark benchmark) {
		return () -> {
			benchmark.unread();
			return null;
		};
	}

	private static double[][] measure(int rounds, List<Callable<@Nullable Object>> kinds) throws Exception {
		double[][] times = new double[kinds.size()][rounds];
		for (int round = 0; round < rounds; round++) {
			for (int kind = 0; kind < kinds.size(); kind++) {
				long started = THREADS.getCurrentThreadCpuTime();
				for (int call = 0; call < CALLS; call++) {
					kinds.get(kind).call();
				}
				times[kind][round] = (THREADS.getCurrentThreadCpuTime() - started) / 1e3 / CALLS;
			}
		}
		return times;
	}

	private static void print(String what, double[] ours, double[] other, String limit) {
		double[] ratios = new double[ours.length];
		for (int round = 0; round < ours.length; round++) {
			ratios[round] = ours[round] / other[round];
		}
		System.out.printf("%s: %.0f us and %.0f us, ratio %.2f (at most %s)%n", what, median(ours), median(other),
				median(ratios), limit);
	}

	private static double median(double[] rounds) {
		double[] warm = Arrays.copyOfRange(rounds, rounds.length / 3, rounds.length);
		Arrays.sort(warm);
		return warm[warm.length / 2];
	}

}
