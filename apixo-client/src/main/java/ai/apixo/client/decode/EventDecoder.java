package ai.apixo.client.decode;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJson;

/**
 * Decodes the body of one event stream, buffer by buffer. Not thread-safe. Pings are
 * dropped.
 *
 * @since 0.1.0
 */
public final class EventDecoder {

	private final SseScanner scanner;

	private final EventReader reader;

	private @Nullable DataBuffer current;

	/**
	 * Create a decoder.
	 * @param json the readers of events
	 * @param scratchBuffers arrays to scan bytes in
	 * @param maxEventSize the maximum size of one event in bytes
	 * @param response what the headers of the response say
	 * @param failures creates the exceptions for what cannot be decoded
	 */
	public EventDecoder(MessagesJson json, ScratchBuffers scratchBuffers, int maxEventSize,
			Supplier<ResponseInfo> response, DecodingFailures failures) {
		this.scanner = new SseScanner(scratchBuffers, maxEventSize, failures::tooLarge);
		this.reader = new EventReader(json, maxEventSize, response, failures);
	}

	/**
	 * Hand over a buffer, which is released once it has been read. To be called when
	 * {@link #next()} has returned {@code null}.
	 * @param buffer the buffer
	 */
	public void feed(DataBuffer buffer) {
		this.current = buffer;
	}

	/**
	 * Decode the next event.
	 * @return the event, or {@code null} if it takes more bytes
	 * @throws ai.apixo.client.error.ApixoException if the event is an {@code error}, too
	 * large or cannot be read
	 */
	public @Nullable StreamEvent next() {
		do {
			while (this.scanner.next()) {
				StreamEvent event = this.reader.read(this.scanner.frame());
				if (event != null) {
					return event;
				}
			}
		}
		while (scanMore());
		return null;
	}

	/**
	 * Return whether any event has been read, even one that was not returned.
	 * @return whether there was one
	 */
	public boolean hasRead() {
		return this.reader.hasRead();
	}

	private boolean scanMore() {
		DataBuffer buffer = this.current;
		if (buffer == null) {
			return false;
		}
		this.scanner.feed(buffer);
		if (buffer.readableByteCount() == 0) {
			this.current = null;
			DataBufferUtils.release(buffer);
		}
		return true;
	}

	/**
	 * Give back what is not needed while there are no bytes.
	 */
	public void park() {
		this.scanner.park();
	}

	/**
	 * Give everything back. The decoder must not be used afterwards.
	 */
	public void release() {
		this.scanner.release();
		DataBufferUtils.release(this.current);
		this.current = null;
	}

}
