package ai.apixo.client;

import java.util.ArrayDeque;
import java.util.Deque;
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
import ai.apixo.messages.event.Ping;
import ai.apixo.messages.event.StreamEvent;

/**
 * One attempt at a stream, in two parts. The head ends at the first event that is not a
 * ping and is what circuit breaker and retry see; nothing has been delivered until then,
 * so another attempt is harmless. The body is this object as a {@link Flux}, pulled by
 * its subscriber's demand; nothing can repeat it.
 *
 * <p>
 * Signals of the network, of the subscriber and of timers meet in {@link #drain()}, which
 * one thread runs at a time.
 */
final class EventStream extends Flux<StreamEvent> implements BodyReceiver, Subscription {

	/**
	 * How many pings before the first other event are kept, as there may be no end to
	 * them.
	 */
	private static final int MAX_PINGS_AHEAD = 16;

	private final GatewayExchange exchange;

	private final Sinks.One<EventStream> head;

	private final ResponseFailures failures;

	private final EventDecoder decoder;

	/**
	 * Events that were read before they could be delivered: those of the head, and one
	 * that was looked for to tell whether the stream is over.
	 */
	private final Deque<StreamEvent> ahead = new ArrayDeque<>(2);

	private final AtomicInteger work = new AtomicInteger();

	private final AtomicLong requested = new AtomicLong();

	private final AtomicReference<@Nullable DataBuffer> received = new AtomicReference<>();

	private volatile boolean ended;

	private volatile @Nullable Throwable failure;

	private volatile @Nullable ApixoException abortFailure;

	private volatile boolean closed;

	private volatile @Nullable CoreSubscriber<? super StreamEvent> subscriber;

	private boolean bytesRequested = true;

	private boolean headComplete;

	EventStream(ReceivedResponse reply, Sinks.One<EventStream> head, EventDecoder decoder) {
		this.exchange = reply.exchange();
		this.failures = reply.failures();
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
		this.ended = true;
		drain();
	}

	@Override
	public void onFailure(Throwable failure) {
		this.failure = failure;
		onEnd();
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
		this.closed = true;
		this.exchange.close();
		drain();
	}

	@Override
	public void abort(ApixoException failure) {
		this.abortFailure = failure;
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
	 * Whatever is thrown ends the stream with a signal: without one the subscriber would
	 * wait for ever.
	 */
	private void advance() {
		try {
			if (!this.headComplete) {
				readHead();
			}
			if (this.headComplete) {
				deliver();
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
		if (this.closed || this.abortFailure != null) {
			release();
		}
		else {
			this.decoder.park();
		}
	}

	private void readHead() {
		while (!this.closed && this.abortFailure == null) {
			StreamEvent event = read();
			if (event == null) {
				return;
			}
			boolean ping = event instanceof Ping;
			if (!ping || this.ahead.size() < MAX_PINGS_AHEAD) {
				this.ahead.add(event);
			}
			if (!ping) {
				this.headComplete = true;
				this.head.tryEmitValue(this);
				return;
			}
		}
	}

	private void deliver() {
		CoreSubscriber<? super StreamEvent> actual = this.subscriber;
		if (actual == null) {
			return;
		}
		long demand = this.requested.get();
		long delivered = 0;
		while (!this.closed) {
			ApixoException aborted = this.abortFailure;
			if (aborted != null) {
				throw aborted;
			}
			if (delivered == demand && !this.ended) {
				break;
			}
			StreamEvent event = this.ahead.isEmpty() ? read() : this.ahead.poll();
			if (event == null) {
				break;
			}
			if (delivered == demand) {
				this.ahead.addFirst(event);
				break;
			}
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
	 * Read the next event from what has come.
	 * @return the event, or {@code null} if more bytes are needed, which have been asked
	 * for
	 */
	private @Nullable StreamEvent read() {
		boolean noMoreBytes = this.ended;
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
		if (noMoreBytes) {
			throw this.failures.ended(this.headComplete, this.failure);
		}
		if (!this.bytesRequested) {
			this.bytesRequested = true;
			this.exchange.request();
		}
		return null;
	}

	/**
	 * Begin to drain before the last event is delivered, since many subscribers cancel
	 * when they have it.
	 */
	private void complete(CoreSubscriber<? super StreamEvent> actual, StreamEvent last) {
		this.exchange.drain();
		actual.onNext(last);
		if (!this.closed) {
			this.closed = true;
			actual.onComplete();
		}
	}

	private void fail(Throwable failure) {
		release();
		this.exchange.close();
		boolean awaited = !this.closed;
		this.closed = true;
		CoreSubscriber<? super StreamEvent> actual = this.subscriber;
		if (!this.headComplete) {
			this.head.tryEmitError(failure);
		}
		else if (actual != null && awaited) {
			actual.onError(failure);
		}
	}

	private void release() {
		this.ahead.clear();
		this.decoder.release();
		DataBufferUtils.release(this.received.getAndSet(null));
	}

}
