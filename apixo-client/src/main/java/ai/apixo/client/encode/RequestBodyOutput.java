package ai.apixo.client.encode;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the JSON of a request. Jackson writes what is short at once, so that it is
 * copied once.
 */
final class RequestBodyOutput extends OutputStream {

	/** Size of the pieces of a large body. */
	static final int PIECE = 64 * 1024;

	/** Size up to which a body is made one piece, which connectors send with its head. */
	static final int MAX_SINGLE = 1024 * 1024;

	private static final byte[] NONE = new byte[0];

	private final List<byte[]> full = new ArrayList<>(1);

	private byte[] current = NONE;

	private int used;

	private int size;

	@Override
	public void write(int value) {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int from, int length) {
		this.size = Math.addExact(this.size, length);
		int position = from;
		int left = length;
		while (left > 0) {
			if (this.used == this.current.length) {
				begin((this.size == length) ? Math.min(left, PIECE) : PIECE);
			}
			int taken = Math.min(left, this.current.length - this.used);
			System.arraycopy(bytes, position, this.current, this.used, taken);
			this.used += taken;
			position += taken;
			left -= taken;
		}
	}

	private void begin(int capacity) {
		if (this.used > 0) {
			this.full.add(this.current);
		}
		this.current = new byte[capacity];
		this.used = 0;
	}

	RequestBody body() {
		if (this.full.isEmpty() && this.used == this.current.length) {
			return RequestBody.of(this.current);
		}
		byte[] last = Arrays.copyOf(this.current, this.used);
		if (this.size > MAX_SINGLE) {
			this.full.add(last);
			return RequestBody.of(this.full, this.size);
		}
		byte[] whole = new byte[this.size];
		int position = 0;
		for (byte[] piece : this.full) {
			System.arraycopy(piece, 0, whole, position, piece.length);
			position += piece.length;
		}
		System.arraycopy(last, 0, whole, position, last.length);
		return RequestBody.of(whole);
	}

}
