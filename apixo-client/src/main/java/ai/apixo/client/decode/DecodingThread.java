package ai.apixo.client.decode;

import reactor.core.scheduler.Schedulers;

/**
 * Which threads may decode what. An event loop serves many calls, so what takes long must
 * not be done there: text of this size is decoded in a millisecond, and the most hostile
 * JSON costs forty times as much as text.
 *
 * @since 0.1.0
 */
public final class DecodingThread {

	/**
	 * Maximum size of what is decoded on an event loop.
	 */
	private static final int MAX_SIZE = 256 * 1024;

	private DecodingThread() {
	}

	/**
	 * Return whether the current thread must not decode so much at once.
	 * @param size the size in bytes of one event or message
	 * @return whether another thread has to
	 */
	public static boolean isWrongFor(int size) {
		return size > MAX_SIZE && Schedulers.isInNonBlockingThread();
	}

}
