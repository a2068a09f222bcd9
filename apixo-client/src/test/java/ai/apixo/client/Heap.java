package ai.apixo.client;

import java.lang.management.ManagementFactory;

/**
 * What the heap holds.
 */
final class Heap {

	private Heap() {
	}

	/**
	 * Collects garbage and measures what is left.
	 */
	static long used() {
		long used = Long.MAX_VALUE;
		for (int round = 0; round < 3; round++) {
			System.gc();
			used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return used;
	}

}
