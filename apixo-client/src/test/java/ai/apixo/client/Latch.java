package ai.apixo.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Opens once: one thread waits for it and another releases it.
 */
public final class Latch {

	private final CountDownLatch latch = new CountDownLatch(1);

	public void release() {
		this.latch.countDown();
	}

	public boolean isReleased() {
		return this.latch.getCount() == 0;
	}

	/**
	 * Waits for it, and fails the test if it does not come.
	 */
	public void await() {
		try {
			if (!this.latch.await(20, TimeUnit.SECONDS)) {
				throw new AssertionError("It was not released");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
