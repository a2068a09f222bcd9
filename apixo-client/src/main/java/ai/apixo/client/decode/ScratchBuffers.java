package ai.apixo.client.decode;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few arrays that network buffers are copied into to be scanned: reading a direct
 * buffer byte by byte costs more than the copy, and a new array for each buffer costs
 * more than the scan. A thread usually gets the array that it used last. An array belongs
 * to its borrower until it is given back, so a stream that is driven by the subscriber of
 * another stream gets another array.
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
