package ai.apixo.client;

import org.springframework.core.io.buffer.DataBuffer;

import ai.apixo.client.error.ApixoException;

/**
 * Reads the body of a reply. The first buffer comes unasked, each further one after
 * {@link GatewayExchange#request()}. A failure may be signalled by another thread while
 * bytes are being read.
 */
interface BodyReceiver {

	/**
	 * Take the bytes that have come.
	 * @param buffer the bytes; to be released by the reader
	 */
	void onBytes(DataBuffer buffer);

	/**
	 * The body is complete.
	 */
	void onEnd();

	/**
	 * The body will not be completed.
	 * @param failure what the connector said, or an exception of the client's own
	 */
	void onFailure(Throwable failure);

	/**
	 * Nobody wants the rest; no further signal is to be given.
	 */
	void close();

	/**
	 * End reading with a failure, whatever has not been delivered yet.
	 * @param failure why
	 */
	default void abort(ApixoException failure) {
		close();
	}

}
