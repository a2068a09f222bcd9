package ai.apixo.client;

import org.jspecify.annotations.Nullable;

/**
 * One array per thread into which network buffers are copied to be scanned: reading a
 * direct buffer byte by byte costs more than the copy, and a fresh array per buffer costs
 * more than the scan. An array belongs to its borrower until it is given back, so a
 * stream that is driven from inside another one's subscriber gets another array.
 */
final class ScratchBuffers {

	static final int SIZE = 64 * 1024;

	private final ThreadLocal<byte @Nullable []> arrays = new ThreadLocal<>();

	byte[] borrow() {
		byte[] array = this.arrays.get();
		if (array == null) {
			return new byte[SIZE];
		}
		this.arrays.set(null);
		return array;
	}

	void giveBack(byte[] array) {
		this.arrays.set(array);
	}

}
