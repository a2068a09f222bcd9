package ai.apixo.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Something that one thread waits for and another brings about.
 */
final class Moment {

	private final CountDownLatch latch = new CountDownLatch(1);

	void comes() {
		this.latch.countDown();
	}

	boolean hasCome() {
		return this.latch.getCount() == 0;
	}

	/**
	 * Waits for it, and fails the test if it does not come.
	 */
	void await() {
		try {
			if (!this.latch.await(20, TimeUnit.SECONDS)) {
				throw new AssertionError("It did not come");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
