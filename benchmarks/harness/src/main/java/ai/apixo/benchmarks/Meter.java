package ai.apixo.benchmarks;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this process has used since it was made.
 */
final class Meter {

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final long cpu = PROCESS.getProcessCpuTime();

	private final long allocated = allocatedByAll();

	private final long time = System.nanoTime();

	double cpuMicros() {
		return (PROCESS.getProcessCpuTime() - this.cpu) / 1e3;
	}

	double bytes() {
		return allocatedByAll() - this.allocated;
	}

	double seconds() {
		return (System.nanoTime() - this.time) / 1e9;
	}

	private static long allocatedByAll() {
		long sum = 0;
		for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
			sum += Math.max(0, bytes);
		}
		return sum;
	}

	/**
	 * The heap in use after collection.
	 */
	static long heapAfterCollection() {
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 3; round++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

	static int threads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

}
