package ai.apixo.client.decode;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import ai.apixo.client.error.ApixoException;
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
	 * Whether the next event is too large for the thread that has found it.
	 */
	private boolean postponed;

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
	 * @return the event, or {@code null} if it takes more bytes, or another thread: see
	 * {@link #isPostponed()}
	 * @throws ai.apixo.client.error.ApixoException if the event is an {@code error}, too
	 * large or cannot be read
	 */
	public @Nullable StreamEvent next() {
		do {
			while (this.postponed || this.scanner.next()) {
				this.postponed = DecodingThread.isWrongFor(this.scanner.frame().size());
				if (this.postponed) {
					return null;
				}
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
	 * Return whether the next event is too large for an event loop. It has to be asked
	 * for on another thread.
	 * @return whether {@link #next()} has to be called elsewhere
	 */
	public boolean isPostponed() {
		return this.postponed;
	}

	/**
	 * Return whether any event has been read, even one that was not returned, or JSON
	 * that is none.
	 * @return whether there was anything
	 */
	public boolean hasRead() {
		return this.reader.hasRead() || EventReader.startOfJson(this.scanner.rest()) >= 0;
	}

	/**
	 * Return the error that the gateway has written at the end of a body that breaks off.
	 * To be called when there are no more bytes.
	 * @return the failure, or {@code null} if there is none
	 */
	public @Nullable ApixoException errorAtEnd() {
		return this.reader.errorIn(this.scanner.rest());
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
		if (!this.postponed) {
			this.scanner.park();
		}
	}

	/**
	 * Give everything back. The decoder must not be used afterwards.
	 */
	public void release() {
		this.postponed = false;
		this.scanner.release();
		DataBufferUtils.release(this.current);
		this.current = null;
	}

}
