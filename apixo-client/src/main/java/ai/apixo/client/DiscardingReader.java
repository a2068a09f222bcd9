package ai.apixo.client;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Reads a body that nobody wants.
 */
final class DiscardingReader implements BodyReceiver {

	@Override
	public void onBytes(DataBuffer buffer) {
		DataBufferUtils.release(buffer);
	}

	@Override
	public void onEnd() {
	}

	@Override
	public void onFailure(Throwable failure) {
	}

	@Override
	public void close() {
	}

}
