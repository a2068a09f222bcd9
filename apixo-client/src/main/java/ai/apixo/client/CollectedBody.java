package ai.apixo.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;

import ai.apixo.client.error.ApixoException;

/**
 * A body that was read as a whole, or as far as it was wanted or got.
 */
final class CollectedBody {

	private static final byte[] NOTHING = {};

	private final boolean truncated;

	private final @Nullable Throwable failure;

	private final int size;

	private @Nullable Blocks blocks;

	private byte[] joined = NOTHING;

	CollectedBody(Blocks blocks, boolean truncated, @Nullable Throwable failure) {
		this.blocks = (failure instanceof ApixoException) ? null : blocks;
		this.size = (this.blocks != null) ? blocks.size() : 0;
		this.truncated = truncated;
		this.failure = failure;
	}

	int size() {
		return this.size;
	}

	/**
	 * Return the bytes. They are joined by whoever asks first, who is prepared for the
	 * lack of memory for that.
	 */
	byte[] bytes() {
		Blocks collected = this.blocks;
		if (collected != null) {
			this.joined = collected.join();
			this.blocks = null;
		}
		return this.joined;
	}

	/**
	 * Let go of the bytes.
	 */
	void forget() {
		this.blocks = null;
		this.joined = NOTHING;
	}

	/**
	 * Return whether there is more than was wanted.
	 */
	boolean truncated() {
		return this.truncated;
	}

	/**
	 * Return why it ended early, or {@code null}.
	 */
	@Nullable Throwable failure() {
		return this.failure;
	}

	/**
	 * The bytes so far, in blocks that grow with them. An array that is copied into one
	 * of twice the size takes three times as much at that moment.
	 */
	static final class Blocks {

		private static final int MAX_BLOCK = 1024 * 1024;

		private final IntFunction<byte[]> arrays;

		private final List<byte[]> full = new ArrayList<>(0);

		private byte[] current = NOTHING;

		private int used;

		private int size;

		Blocks(IntFunction<byte[]> arrays) {
			this.arrays = arrays;
		}

		void add(DataBuffer buffer, int count) {
			int left = count;
			while (left > 0) {
				if (this.used == this.current.length) {
					startBlock(left);
				}
				int taken = Math.min(left, this.current.length - this.used);
				buffer.read(this.current, this.used, taken);
				this.used += taken;
				this.size += taken;
				left -= taken;
			}
		}

		private void startBlock(int count) {
			if (this.used > 0) {
				this.full.add(this.current);
			}
			this.current = this.arrays.apply(Math.min(MAX_BLOCK, Math.max(count, this.size)));
			this.used = 0;
		}

		int size() {
			return this.size;
		}

		/**
		 * Return all bytes in one array, which may be the only block itself.
		 */
		byte[] join() {
			if (this.full.isEmpty() && this.used == this.current.length) {
				return this.current;
			}
			byte[] all = this.arrays.apply(this.size);
			int position = 0;
			for (byte[] block : this.full) {
				System.arraycopy(block, 0, all, position, block.length);
				position += block.length;
			}
			System.arraycopy(this.current, 0, all, position, this.used);
			return all;
		}

	}

}
