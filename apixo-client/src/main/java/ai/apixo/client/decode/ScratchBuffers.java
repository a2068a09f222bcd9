package ai.apixo.client.decode;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few arrays into which network buffers are copied to be scanned: reading a direct
 * buffer byte by byte costs more than the copy, and a fresh array per buffer costs more
 * than the scan. A thread finds its own array again as a rule. An array belongs to its
 * borrower until it is given back, so a stream that is driven from inside another one's
 * subscriber gets another array.
 *
 * @since 0.1.0
 */
public final class ScratchBuffers {

	static final int SIZE = 64 * 1024;

	private static final int SLOTS = 32;

	private final AtomicReferenceArray<byte[]> arrays = new AtomicReferenceArray<>(SLOTS);

	byte[] borrow() {
		byte[] array = this.arrays.getAndSet(slot(), null);
		return (array != null) ? array : new byte[SIZE];
	}

	void giveBack(byte[] array) {
		this.arrays.set(slot(), array);
	}

	private static int slot() {
		return (int) (Thread.currentThread().getId() % SLOTS);
	}

}
