package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferWrapper;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import ai.apixo.AllocatedBytes;
import ai.apixo.client.Requests;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The work of the scanner is linear in the bytes, whatever they are cut into. What is
 * counted is what it allocates, which no other load on the machine changes. Looking at
 * bytes again and again allocates nothing, but takes days.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class LinearWorkTests {

	private static final int MEGABYTE = 1_000_000;

	private final SseScanner scanner = new SseScanner(new ScratchBuffers(), 40 * MEGABYTE, IllegalStateException::new);

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 1500 })
	@DisplayName("SSE-20 an event of 10 MB in pieces of any size")
	void scansLargeEvent(int pieceSize) {
		byte[] event = ("data: " + "x".repeat(10 * MEGABYTE) + "\n\n").getBytes(StandardCharsets.UTF_8);
		Work work = scan(event, pieceSize);
		assertThat(work.frames()).isEqualTo(1);
		assertThat(work.allocated()).isLessThan(60 * MEGABYTE);
	}

	@Test
	@DisplayName("SSE-20 an event of 10 MB in a million data lines, byte by byte")
	void scansManyLines() {
		byte[] event = ("data: 2345\n".repeat(MEGABYTE) + "\n").getBytes(StandardCharsets.UTF_8);
		Work work = scan(event, 1);
		assertThat(work.frames()).isEqualTo(1);
		assertThat(work.allocated()).isLessThan(200 * MEGABYTE);
	}

	@Test
	@DisplayName("SSE-20 10 MB of comments, byte by byte, leave nothing behind")
	void scansComments() {
		byte[] comments = (":" + "x".repeat(8) + "\n").repeat(MEGABYTE).getBytes(StandardCharsets.UTF_8);
		scan(comments, 1000);
		assertThat(scan("data: a\n\n".getBytes(StandardCharsets.UTF_8), 1).frames()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 1500 })
	@DisplayName("SSE-20 an event costs the same after a million others")
	void doesNotGrowWithEvents(int pieceSize) {
		byte[] events = Requests.delta("word").repeat(10_000).getBytes(StandardCharsets.UTF_8);
		scan(events, pieceSize);
		Work early = scan(events, pieceSize);
		for (int round = 0; round < 100; round++) {
			scan(events, pieceSize);
		}
		Work late = scan(events, pieceSize);
		assertThat(late.frames()).isEqualTo(10_000);
		assertThat(late.allocated()).isLessThan(early.allocated() + early.allocated() / 10);
	}

	private Work scan(byte[] body, int pieceSize) {
		int frames = 0;
		long before = AllocatedBytes.ofThisThread();
		GrowingBuffer buffer = new GrowingBuffer(body);
		while (buffer.grow(pieceSize)) {
			while (buffer.readableByteCount() > 0) {
				this.scanner.feed(buffer);
				while (this.scanner.next()) {
					frames++;
				}
			}
			this.scanner.park();
		}
		return new Work(frames, AllocatedBytes.ofThisThread() - before);
	}

	/**
	 * A buffer that receives piece after piece and allocates nothing.
	 */
	private static final class GrowingBuffer extends DataBufferWrapper {

		private final byte[] bytes;

		private int position;

		private int end;

		private GrowingBuffer(byte[] bytes) {
			super(DefaultDataBufferFactory.sharedInstance.wrap(bytes));
			this.bytes = bytes;
		}

		private boolean grow(int size) {
			this.end = Math.min(this.bytes.length, this.end + size);
			return this.position < this.end;
		}

		@Override
		public int readableByteCount() {
			return this.end - this.position;
		}

		@Override
		public DataBuffer read(byte[] destination, int offset, int length) {
			System.arraycopy(this.bytes, this.position, destination, offset, length);
			this.position += length;
			return this;
		}

	}

	private record Work(int frames, long allocated) {

	}

}
