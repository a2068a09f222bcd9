package ai.apixo.client.encode;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The JSON of a request, as UTF-8. A large one, such as a document in base64, is kept and
 * sent in pieces: in one piece it would exist twice while it is written, and once more
 * outside of the heap while it is sent.
 *
 * @since 0.1.0
 */
public final class RequestBody {

	private final List<byte[]> pieces;

	private final int size;

	private RequestBody(List<byte[]> pieces, int size) {
		this.pieces = pieces;
		this.size = size;
	}

	/**
	 * Create a body of one piece.
	 * @param json the JSON, not to be changed afterwards
	 * @return the body
	 */
	public static RequestBody of(byte[] json) {
		return new RequestBody(List.of(json), json.length);
	}

	static RequestBody of(List<byte[]> pieces, int size) {
		return new RequestBody(List.copyOf(pieces), size);
	}

	/**
	 * Return the size.
	 * @return the number of bytes
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Return the bytes to send, which can be subscribed to for each attempt.
	 * @param factory the factory of the connector
	 * @return a buffer for each piece, which is not a copy
	 */
	public Publisher<DataBuffer> buffers(DataBufferFactory factory) {
		return (this.pieces.size() == 1) ? Mono.fromSupplier(() -> factory.wrap(this.pieces.get(0)))
				: Flux.fromIterable(this.pieces).map(factory::wrap);
	}

	List<byte[]> pieces() {
		return this.pieces;
	}

	InputStream inputStream() {
		return new SequenceInputStream(
				Collections.enumeration(this.pieces.stream().map(ByteArrayInputStream::new).toList()));
	}

}
