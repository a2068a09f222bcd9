package ai.apixo.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits, but not for ever.
 */
final class Latches {

	private static final int MINUTES = 3;

	private Latches() {
	}

	static void await(CountDownLatch latch) {
		try {
			if (!latch.await(MINUTES, TimeUnit.MINUTES)) {
				throw new IllegalStateException(latch.getCount() + " streams have not ended");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
