package ai.apixo;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/**
 * Counts what a thread allocates: a measure of work that no other load on the machine
 * changes.
 */
public final class AllocatedBytes {

	private AllocatedBytes() {
	}

	public static long ofThisThread() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

}
