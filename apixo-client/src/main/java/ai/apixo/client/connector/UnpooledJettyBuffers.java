package ai.apixo.client.connector;

import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * Buffers that Jetty uses once. While a call fails, Jetty 12.1 clears a buffer that it
 * has already given back, and with it what another connection has read into it meanwhile:
 * that call loses events without noticing. They are on the heap, because direct ones
 * would be kept until the next garbage collection.
 *
 * @see <a href="https://github.com/jetty/jetty.project/issues/12934">Review
 * HttpReceiverOverHTTP network buffer management</a>
 */
final class UnpooledJettyBuffers extends ByteBufferPool.NonPooling {

	@Override
	public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
		return super.acquire(size, false);
	}

}
