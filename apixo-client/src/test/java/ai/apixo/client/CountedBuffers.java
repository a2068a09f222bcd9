package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferWrapper;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes buffers that have to be released once each, and knows which have not been.
 */
final class CountedBuffers {

	private final AtomicInteger made = new AtomicInteger();

	private final Set<DataBuffer> unreleased = ConcurrentHashMap.newKeySet();

	private final AtomicInteger releasedTwice = new AtomicInteger();

	DataBuffer of(String text) {
		CountedBuffer buffer = new CountedBuffer(
				DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8)));
		this.made.incrementAndGet();
		this.unreleased.add(buffer);
		return buffer;
	}

	int made() {
		return this.made.get();
	}

	/**
	 * Waits until each has been released, as the last may be on its way on another
	 * thread, and fails the test if one has been released twice.
	 */
	void assertAllReleased() {
		Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(this.unreleased::isEmpty);
		assertThat(this.releasedTwice).hasValue(0);
	}

	/**
	 * Equal to itself alone.
	 */
	private final class CountedBuffer extends DataBufferWrapper implements PooledDataBuffer {

		private CountedBuffer(DataBuffer delegate) {
			super(delegate);
		}

		@Override
		public boolean isAllocated() {
			return CountedBuffers.this.unreleased.contains(this);
		}

		@Override
		public PooledDataBuffer retain() {
			throw new UnsupportedOperationException("Nobody has a reason to");
		}

		@Override
		public PooledDataBuffer touch(Object hint) {
			return this;
		}

		@Override
		public boolean release() {
			if (!CountedBuffers.this.unreleased.remove(this)) {
				CountedBuffers.this.releasedTwice.incrementAndGet();
			}
			return true;
		}

		@Override
		public DataBuffer read(byte[] destination, int offset, int length) {
			if (!isAllocated()) {
				throw new IllegalStateException("Read after release");
			}
			return super.read(destination, offset, length);
		}

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

	}

}
