package ai.apixo.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;

import ai.apixo.client.decode.EventDecoder;
import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;

/**
 * One attempt at a stream, in two parts. The head ends at the first event and is what
 * circuit breaker and retry see; nothing has been delivered until then, so another
 * attempt is harmless. The body is this object as a {@link Flux}, pulled by its
 * subscriber's demand; nothing can repeat it.
 *
 * <p>
 * Signals of the network, of the subscriber and of timers only leave a note in a volatile
 * field and meet in {@link #drain()}, which one thread runs at a time. It owns the phase,
 * which says what is still owed, and to whom:
 * <table>
 * <caption>Phases</caption>
 * <tr>
 * <th>Phase</th>
 * <th>Owed</th>
 * <th>When cancelled or aborted</th>
 * </tr>
 * <tr>
 * <td>{@code HEAD}</td>
 * <td>this stream to the head's sink, or the reason why it has no first event</td>
 * <td>nothing more, the call fails by itself</td>
 * </tr>
 * <tr>
 * <td>{@code BODY}</td>
 * <td>events and one last signal to the subscriber, which may be yet to come</td>
 * <td>nothing more when cancelled, the failure when aborted</td>
 * </tr>
 * <tr>
 * <td>{@code OVER}</td>
 * <td>nothing</td>
 * <td>nothing</td>
 * </tr>
 * </table>
 */
final class EventStream extends Flux<StreamEvent> implements BodyReceiver, Subscription {

	private final GatewayExchange exchange;

	private final Sinks.One<EventStream> head;

	private final ResponseFailures failures;

	private final EventDecoder decoder;

	private final AtomicInteger work = new AtomicInteger();

	private final AtomicLong requested = new AtomicLong();

	private final AtomicReference<@Nullable DataBuffer> received = new AtomicReference<>();

	private volatile @Nullable BodyEnd bodyEnd;

	private volatile boolean cancelled;

	private volatile @Nullable ApixoException aborted;

	private volatile @Nullable CoreSubscriber<? super StreamEvent> subscriber;

	private Phase phase = Phase.HEAD;

	/**
	 * An event that was read before it could be delivered: that of the head, or one that
	 * was looked for to find out whether the stream is over.
	 */
	private @Nullable StreamEvent ahead;

	private boolean bytesRequested = true;

	EventStream(ReceivedResponse response, Sinks.One<EventStream> head, EventDecoder decoder) {
		this.exchange = response.exchange();
		this.failures = response.failures();
		this.head = head;
		this.decoder = decoder;
	}

	@Override
	public void onBytes(DataBuffer buffer) {
		this.received.set(buffer);
		drain();
	}

	@Override
	public void onEnd() {
		this.bodyEnd = new BodyEnd(null);
		drain();
	}

	@Override
	public void onFailure(Throwable failure) {
		this.bodyEnd = new BodyEnd(failure);
		drain();
	}

	@Override
	public void subscribe(CoreSubscriber<? super StreamEvent> actual) {
		actual.onSubscribe(this);
		this.subscriber = actual;
		drain();
	}

	@Override
	public void request(long count) {
		if (Operators.validate(count)) {
			this.requested.accumulateAndGet(count, Operators::addCap);
			drain();
		}
	}

	@Override
	public void cancel() {
		close();
	}

	@Override
	public void close() {
		this.cancelled = true;
		this.exchange.close();
		drain();
	}

	@Override
	public void abort(ApixoException failure) {
		this.aborted = failure;
		this.exchange.close();
		drain();
	}

	private void drain() {
		if (this.work.getAndIncrement() != 0) {
			return;
		}
		int missed = 1;
		do {
			advance();
			missed = this.work.addAndGet(-missed);
		}
		while (missed != 0);
	}

	/**
	 * Turn whatever is thrown into a signal. Without one the subscriber would wait
	 * forever.
	 */
	private void advance() {
		try {
			if (this.phase == Phase.HEAD) {
				readHead();
			}
			if (this.phase == Phase.BODY) {
				deliver();
			}
		}
		catch (Throwable ex) {
			fail(this.failures.unreadable(ex));
		}
		if (this.phase == Phase.OVER || isStopped()) {
			release();
		}
		else {
			this.decoder.park();
		}
	}

	private boolean isStopped() {
		return this.cancelled || this.aborted != null;
	}

	private void readHead() {
		if (isStopped()) {
			return;
		}
		StreamEvent first = read();
		if (first != null) {
			this.ahead = first;
			this.phase = Phase.BODY;
			this.head.tryEmitValue(this);
		}
	}

	private void deliver() {
		CoreSubscriber<? super StreamEvent> actual = this.subscriber;
		if (actual == null) {
			return;
		}
		long demand = this.requested.get();
		long delivered = 0;
		while (!this.cancelled) {
			ApixoException failure = this.aborted;
			if (failure != null) {
				throw failure;
			}
			if (delivered == demand && this.bodyEnd == null) {
				break;
			}
			StreamEvent event = (this.ahead != null) ? this.ahead : read();
			if (event == null) {
				break;
			}
			if (delivered == demand) {
				this.ahead = event;
				break;
			}
			this.ahead = null;
			delivered++;
			if (event instanceof MessageStop) {
				complete(actual, event);
				return;
			}
			actual.onNext(event);
		}
		if (demand != Long.MAX_VALUE) {
			this.requested.addAndGet(-delivered);
		}
	}

	/**
	 * Read the next event from the bytes received.
	 * @return the event, or {@code null} if it takes more bytes, which have been
	 * requested
	 */
	private @Nullable StreamEvent read() {
		BodyEnd end = this.bodyEnd;
		while (true) {
			StreamEvent event = this.decoder.next();
			if (event != null) {
				return event;
			}
			DataBuffer buffer = this.received.getAndSet(null);
			if (buffer == null) {
				break;
			}
			this.bytesRequested = false;
			this.decoder.feed(buffer);
		}
		if (end != null) {
			throw this.failures.ended(this.phase == Phase.BODY, end.failure());
		}
		if (!this.bytesRequested) {
			this.bytesRequested = true;
			this.exchange.request();
		}
		return null;
	}

	/**
	 * Begin to discard the rest of the body before the last event is delivered, since
	 * many subscribers cancel when they have it.
	 */
	private void complete(CoreSubscriber<? super StreamEvent> actual, StreamEvent last) {
		this.exchange.discardRest();
		actual.onNext(last);
		this.phase = Phase.OVER;
		if (!this.cancelled) {
			actual.onComplete();
		}
	}

	private void fail(Throwable failure) {
		release();
		this.exchange.close();
		Phase before = this.phase;
		this.phase = Phase.OVER;
		CoreSubscriber<? super StreamEvent> actual = this.subscriber;
		if (before == Phase.HEAD) {
			this.head.tryEmitError(failure);
		}
		else if (before == Phase.BODY && actual != null && !this.cancelled) {
			actual.onError(failure);
		}
	}

	private void release() {
		this.ahead = null;
		this.decoder.release();
		DataBufferUtils.release(this.received.getAndSet(null));
	}

	private enum Phase {

		HEAD, BODY, OVER

	}

	/**
	 * How the body ended.
	 *
	 * @param failure the reason why it is not complete, or {@code null}
	 */
	private record BodyEnd(@Nullable Throwable failure) {

	}

}
