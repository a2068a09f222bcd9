package ai.apixo.messages.event;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/**
 * Counts what a thread allocates: a measure of work that no other load on the machine
 * changes.
 */
final class AllocatedBytes {

	private AllocatedBytes() {
	}

	static long ofThisThread() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

}
