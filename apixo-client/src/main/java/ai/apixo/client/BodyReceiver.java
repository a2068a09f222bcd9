package ai.apixo.client;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import ai.apixo.client.error.ApixoException;

/**
 * Receives the body of a response. The first buffer comes unasked, each further one after
 * {@link GatewayExchange#request()}. Another thread may signal a failure, or close the
 * receiver, while bytes are being received.
 */
interface BodyReceiver {

	/**
	 * Receives a body that nobody wants.
	 */
	BodyReceiver DISCARDING = new BodyReceiver() {

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

	};

	/**
	 * Receive bytes.
	 * @param buffer the bytes, to be released by the receiver
	 */
	void onBytes(DataBuffer buffer);

	/**
	 * The body is complete.
	 */
	void onEnd();

	/**
	 * The body will not be completed.
	 * @param failure what the connector said, or an exception of this library
	 */
	void onFailure(Throwable failure);

	/**
	 * Stop receiving, without any further signal.
	 */
	void close();

	/**
	 * Stop receiving and fail what has not been delivered yet.
	 * @param failure the reason
	 */
	default void abort(ApixoException failure) {
		close();
	}

}
