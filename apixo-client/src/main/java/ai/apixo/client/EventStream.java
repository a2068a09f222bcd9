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
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.UnknownEvent;

/**
 * One attempt at a stream, in two parts. The head ends at {@code message_start} and is
 * what circuit breaker and retry see; nothing has been delivered until then, so another
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
 * <td>this stream to the head's sink, or the reason why it has no
 * {@code message_start}</td>
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

	/** Maximum number of events of unknown types to keep until {@code message_start}. */
	private static final int MAX_UNKNOWN_AHEAD = 16;

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
	 * Events that were read before they could be delivered: those of the head, and one
	 * that was looked for to find out whether the stream is over.
	 */
	private final Deque<StreamEvent> ahead = new ArrayDeque<>(2);

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
		if (this.work.getAndIncrement() == 0) {
			drain(1);
		}
	}

	/** Do the work, or hand it over to a thread that may decode what comes next. */
	private void drain(int noted) {
		int missed = noted;
		do {
			advance();
			if (this.decoder.isPostponed()) {
				int left = missed;
				this.exchange.callAside(() -> drain(left));
				return;
			}
			missed = this.work.addAndGet(-missed);
		}
		while (missed != 0);
	}

	/** Turn whatever is thrown into a signal; the subscriber would wait forever. */
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
		while (this.phase == Phase.HEAD && !isStopped()) {
			StreamEvent event = read();
			if (event == null) {
				return;
			}
			this.ahead.add(event);
			if (event instanceof MessageStart) {
				this.phase = Phase.BODY;
				this.head.tryEmitValue(this);
			}
			else if (!isAllowedAhead(event) || this.ahead.size() > MAX_UNKNOWN_AHEAD) {
				throw this.failures.notStarted();
			}
		}
	}

	/**
	 * Return whether an event may come before {@code message_start}: one of a new type
	 * (MSG-4), but not what has no type, such as the events of another API.
	 */
	private static boolean isAllowedAhead(StreamEvent event) {
		return event instanceof UnknownEvent unknown && !unknown.type().equals("message");
	}

	private void deliver() {
		CoreSubscriber<? super StreamEvent> actual = this.subscriber;
		if (actual == null) {
			return;
		}
		long demand = 0;
		long delivered = 0;
		while (!this.cancelled) {
			ApixoException failure = this.aborted;
			if (failure != null) {
				throw failure;
			}
			demand = (delivered == demand) ? this.requested.get() : demand;
			if (delivered == demand && this.bodyEnd == null) {
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

	/** Read the next event, {@code null} if that takes bytes, or another thread. */
	private @Nullable StreamEvent read() {
		BodyEnd end = this.bodyEnd;
		while (true) {
			StreamEvent event = this.decoder.next();
			if (event != null || this.decoder.isPostponed()) {
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
			throw failureOf(end);
		}
		if (!this.bytesRequested) {
			this.bytesRequested = true;
			this.exchange.request();
		}
		return null;
	}

	/**
	 * Return the failure for a body that ended too early. One that has events but none of
	 * a message is complete by itself, and no Messages stream.
	 */
	private ApixoException failureOf(BodyEnd end) {
		boolean started = this.phase == Phase.BODY;
		ApixoException error = (end.failure() == null) ? this.decoder.errorAtEnd() : null;
		if (error != null) {
			return error;
		}
		return (!started && end.failure() == null && this.decoder.hasRead()) ? this.failures.notStarted()
				: this.failures.ended(started, end.failure());
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
		this.ahead.clear();
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
