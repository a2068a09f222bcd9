package ai.apixo.client.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds line ends, eight bytes at a time.
 *
 * @since 0.1.0
 */
public final class LineEnds {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private LineEnds() {
	}

	/**
	 * Find the first CR or LF. In UTF-8 neither byte is ever part of another character.
	 * @param bytes the array to search
	 * @param from the first index
	 * @param to the index after the last
	 * @return its index, or -1
	 */
	public static int find(byte[] bytes, int from, int to) {
		int index = from;
		for (; index <= to - Long.BYTES; index += Long.BYTES) {
			if (hasLowByte((long) LONGS.get(bytes, index))) {
				int end = findSingly(bytes, index, index + Long.BYTES);
				if (end >= 0) {
					return end;
				}
			}
		}
		return findSingly(bytes, index, to);
	}

	/**
	 * Whether any of eight bytes is at most CR. Hardly any is within JSON.
	 */
	private static boolean hasLowByte(long eightBytes) {
		return ((eightBytes - 0x0E0E0E0E0E0E0E0EL) & ~eightBytes & 0x8080808080808080L) != 0;
	}

	private static int findSingly(byte[] bytes, int from, int to) {
		for (int index = from; index < to; index++) {
			byte value = bytes[index];
			if (value == '\n' || value == '\r') {
				return index;
			}
		}
		return -1;
	}

}
