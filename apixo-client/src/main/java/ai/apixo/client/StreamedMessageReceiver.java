package ai.apixo.client;

import java.util.function.Function;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import ai.apixo.client.decode.EventDecoder;
import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.MessageAccumulator;

/**
 * Receives a message that was asked for in one piece from a gateway that streams it all
 * the same.
 */
final class StreamedMessageReceiver implements BodyReceiver {

	private final EventStream events;

	private final ResponseFailures failures;

	private final int maxBytes;

	private long bytes;

	/**
	 * Create a receiver.
	 * @param response the response
	 * @param decoder decodes the events
	 * @param maxBytes the maximum size of the body
	 * @param outcome where the message or the failure goes
	 */
	StreamedMessageReceiver(ReceivedResponse response, EventDecoder decoder, int maxBytes, Sinks.One<Message> outcome) {
		Sinks.One<EventStream> head = Sinks.one();
		this.events = new EventStream(response, head, decoder);
		this.failures = response.failures();
		this.maxBytes = maxBytes;
		message(head.asMono()).subscribe(outcome::tryEmitValue, outcome::tryEmitError);
	}

	private static Mono<Message> message(Mono<EventStream> head) {
		MessageAccumulator accumulator = new MessageAccumulator();
		return head.flatMapMany(Function.identity())
			.doOnNext(accumulator::accept)
			.then(Mono.fromSupplier(accumulator::message));
	}

	@Override
	public void onBytes(DataBuffer buffer) {
		this.bytes += buffer.readableByteCount();
		if (this.bytes > this.maxBytes) {
			DataBufferUtils.release(buffer);
			this.events.onFailure(this.failures.tooLarge());
		}
		else {
			this.events.onBytes(buffer);
		}
	}

	@Override
	public void onEnd() {
		this.events.onEnd();
	}

	@Override
	public void onFailure(Throwable failure) {
		this.events.onFailure(failure);
	}

	@Override
	public void close() {
		this.events.close();
	}

	@Override
	public void abort(ApixoException failure) {
		this.events.abort(failure);
	}

}
