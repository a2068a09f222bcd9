package ai.apixo.client.decode;

import java.util.Arrays;
import java.util.function.Supplier;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * Finds the events of a {@code text/event-stream} body in its bytes: the range of each
 * event's data and name, without a String and without a copy per line.
 *
 * <p>
 * Follows the HTML Living Standard, "Server-sent events". Bytes are copied once, into an
 * array that is borrowed while there are bytes to read; what is left of an unfinished
 * event is kept in an array of its own. The work is linear in the bytes, however the body
 * is cut into buffers. Not thread-safe.
 */
final class SseScanner {

	private static final byte[] EMPTY = new byte[0];

	private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private final ScratchBuffers scratchBuffers;

	private final int maxFrameSize;

	private final Supplier<? extends RuntimeException> tooLarge;

	private byte[] bytes = EMPTY;

	private boolean borrowed;

	private int frameStart;

	private int lineStart;

	private int position;

	private int limit;

	private boolean atBodyStart = true;

	private boolean skipLineFeed;

	private boolean frameReady;

	private final SseFrame frame = new SseFrame();

	SseScanner(ScratchBuffers scratchBuffers, int maxFrameSize, Supplier<? extends RuntimeException> tooLarge) {
		this.scratchBuffers = scratchBuffers;
		this.maxFrameSize = maxFrameSize;
		this.tooLarge = tooLarge;
	}

	/**
	 * Take bytes from a buffer, all of them unless there are very many. To be called when
	 * {@link #next()} has found no further event.
	 * @param buffer the buffer, which stays the caller's
	 */
	void feed(DataBuffer buffer) {
		int readable = Math.min(buffer.readableByteCount(), ScratchBuffers.SIZE / 2);
		makeRoom(readable);
		buffer.read(this.bytes, this.limit, readable);
		this.limit += readable;
	}

	/**
	 * Find the next event that has data.
	 * @return whether there is one; its data and name can be read until another method is
	 * called
	 */
	boolean next() {
		if (this.frameReady) {
			forgetFrame();
		}
		if (this.atBodyStart && !passByteOrderMark()) {
			return false;
		}
		while (true) {
			if (this.skipLineFeed && this.position < this.limit) {
				passLineFeed();
			}
			int end = LineEnds.find(this.bytes, this.position, this.limit);
			if (end < 0) {
				this.position = this.limit;
				checkSize(this.limit);
				return false;
			}
			int start = this.lineStart;
			passLineEnd(end);
			if (end != start) {
				this.frame.add(this.bytes, start, end);
			}
			else if (this.frame.hasData()) {
				checkSize(start);
				this.frameStart = this.lineStart;
				this.frameReady = true;
				return true;
			}
			else {
				this.frame.clear();
			}
			if (!this.frame.referToLines()) {
				this.frameStart = this.lineStart;
			}
		}
	}

	/**
	 * Return the event that {@link #next()} has found.
	 * @return data and name
	 */
	SseFrame frame() {
		return this.frame;
	}

	/**
	 * Return what is left behind the last event.
	 * @return a copy of the bytes
	 */
	byte[] rest() {
		return Arrays.copyOfRange(this.bytes, this.frameStart, this.limit);
	}

	/**
	 * Give the borrowed array back and keep only what has not been read. To be called
	 * whenever there are no bytes to read.
	 */
	void park() {
		int unread = this.limit - this.frameStart;
		if (this.borrowed || unread < this.bytes.length / 4) {
			moveTo((unread != 0) ? new byte[unread] : EMPTY, false);
		}
	}

	/**
	 * Give everything back. The scanner must not be used afterwards.
	 */
	void release() {
		this.frame.clear();
		this.frameStart = this.limit;
		park();
	}

	private void forgetFrame() {
		this.frame.clear();
		this.frameReady = false;
	}

	private boolean passByteOrderMark() {
		int available = Math.min(this.limit, BYTE_ORDER_MARK.length);
		if (Arrays.equals(this.bytes, 0, available, BYTE_ORDER_MARK, 0, available)) {
			if (available < BYTE_ORDER_MARK.length) {
				return false;
			}
			this.position = available;
			this.lineStart = available;
			this.frameStart = available;
		}
		this.atBodyStart = false;
		return true;
	}

	private void passLineEnd(int end) {
		int next = end + 1;
		if (this.bytes[end] == '\r') {
			if (next == this.limit) {
				this.skipLineFeed = true;
			}
			else if (this.bytes[next] == '\n') {
				next++;
			}
		}
		this.position = next;
		this.lineStart = next;
	}

	private void passLineFeed() {
		this.skipLineFeed = false;
		if (this.bytes[this.position] == '\n') {
			this.position++;
			this.lineStart++;
			if (!this.frame.referToLines()) {
				this.frameStart++;
			}
		}
	}

	private void checkSize(int end) {
		if (end - this.frameStart + this.frame.joinedSize() > this.maxFrameSize) {
			throw this.tooLarge.get();
		}
	}

	private void makeRoom(int readable) {
		int unread = this.limit - this.frameStart;
		if (!this.borrowed && unread <= readable) {
			moveTo(this.scratchBuffers.borrow(), true);
		}
		else if (this.bytes.length - this.limit < readable) {
			if (this.borrowed && unread <= ScratchBuffers.SIZE / 2) {
				moveTo(this.bytes, true);
			}
			else {
				moveTo(new byte[grown(unread + readable)], false);
			}
		}
	}

	private int grown(int needed) {
		return Math.max(needed, Math.min(2 * needed, this.maxFrameSize + ScratchBuffers.SIZE));
	}

	private void moveTo(byte[] target, boolean targetBorrowed) {
		byte[] source = this.bytes;
		System.arraycopy(source, this.frameStart, target, 0, this.limit - this.frameStart);
		if (this.borrowed && !targetBorrowed) {
			this.scratchBuffers.giveBack(source);
		}
		if (this.frameReady) {
			forgetFrame();
		}
		this.frame.moved(target, this.frameStart);
		this.lineStart -= this.frameStart;
		this.position -= this.frameStart;
		this.limit -= this.frameStart;
		this.frameStart = 0;
		this.bytes = target;
		this.borrowed = targetBorrowed;
	}

}
