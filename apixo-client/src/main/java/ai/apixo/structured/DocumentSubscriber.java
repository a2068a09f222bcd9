package ai.apixo.structured;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.event.StreamEvent;

/**
 * Feeds a reader with events and delivers what it has, both in {@code drain}, which one
 * thread runs at a time, so that a document is never changed while it is looked at. What
 * has been read comes before the failure that ends the stream.
 *
 * @param <T> the type of what is delivered
 */
final class DocumentSubscriber<T> implements CoreSubscriber<StreamEvent>, Subscription {

	private static final int QUEUE_LINK = 16;

	private final Queue<StreamEvent> events = Queues.<StreamEvent>unbounded(QUEUE_LINK).get();

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicLong requested = new AtomicLong();

	private final CoreSubscriber<? super T> subscriber;

	private final DocumentReader<T> reader;

	private @Nullable Subscription upstream;

	private @Nullable Throwable failure;

	/** Whether an event has been asked for that has not come. */
	private boolean asked;

	/** Whether the reader can take no more events. */
	private boolean broken;

	private volatile boolean done;

	/** Whether the subscriber has cancelled or been told of the end. */
	private volatile boolean ended;

	DocumentSubscriber(CoreSubscriber<? super T> subscriber, DocumentReader<T> reader) {
		this.subscriber = subscriber;
		this.reader = reader;
	}

	@Override
	public Context currentContext() {
		return this.subscriber.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.upstream, subscription)) {
			this.upstream = subscription;
			this.subscriber.onSubscribe(this);
			if (!this.reader.isPulled()) {
				subscription.request(Long.MAX_VALUE);
			}
		}
	}

	@Override
	public void onNext(StreamEvent event) {
		if (this.waiting.compareAndSet(0, 1)) {
			// Nothing is ahead of it, as is so for nearly every event.
			drain(event);
		}
		else {
			this.events.offer(event);
			drain();
		}
	}

	@Override
	public void onError(Throwable throwable) {
		this.failure = throwable;
		this.done = true;
		drain();
	}

	@Override
	public void onComplete() {
		this.done = true;
		drain();
	}

	@Override
	public void request(long demand) {
		if (Operators.validate(demand)) {
			this.requested.accumulateAndGet(demand, Operators::addCap);
			drain();
		}
	}

	@Override
	public void cancel() {
		this.ended = true;
		cancelUpstream();
		drain();
	}

	private void drain() {
		if (this.waiting.getAndIncrement() == 0) {
			drain(null);
		}
	}

	private void drain(@Nullable StreamEvent event) {
		turn(event);
		int missed = this.waiting.addAndGet(-1);
		while (missed != 0) {
			turn(null);
			missed = this.waiting.addAndGet(-missed);
		}
	}

	private void turn(@Nullable StreamEvent event) {
		try {
			if (event != null && !this.ended) {
				read(event);
			}
			while (!this.ended && step()) {
				// Goes on until it has to wait for an event or for demand.
			}
		}
		catch (Throwable ex) {
			// Also what a constructor of the application asserts: nobody else would
			// signal it.
			failed(ex);
		}
		if (this.ended) {
			this.events.clear();
		}
	}

	private void failed(Throwable ex) {
		cancelUpstream();
		if (!this.ended) {
			this.ended = true;
			this.subscriber.onError(ex);
		}
		else if (!(ex instanceof ApixoException)) {
			Operators.onErrorDropped(ex, currentContext());
		}
	}

	/**
	 * Do the next thing.
	 * @return whether there may be more to do
	 */
	private boolean step() {
		boolean last = this.done;
		boolean wanted = this.requested.get() > 0;
		T value = wanted ? this.reader.next() : null;
		if (value != null) {
			emit(value);
			return true;
		}
		StreamEvent event = this.events.poll();
		if (event != null) {
			read(event);
			return true;
		}
		if (last || this.broken) {
			if (wanted || !this.reader.hasNext()) {
				finish();
			}
			return false;
		}
		if (wanted && this.reader.isPulled()) {
			ask();
		}
		return false;
	}

	private void read(StreamEvent event) {
		this.asked = false;
		if (this.broken) {
			return;
		}
		try {
			this.reader.accept(event);
		}
		catch (Throwable ex) {
			this.broken = true;
			this.failure = ex;
			cancelUpstream();
		}
	}

	private void emit(T value) {
		this.subscriber.onNext(value);
		if (this.requested.get() != Long.MAX_VALUE) {
			this.requested.decrementAndGet();
		}
	}

	private void ask() {
		Subscription subscription = this.upstream;
		if (!this.asked && subscription != null) {
			this.asked = true;
			subscription.request(1);
		}
	}

	private void finish() {
		Throwable failure = this.failure;
		if (failure == null) {
			this.reader.complete();
		}
		this.ended = true;
		if (failure != null) {
			this.subscriber.onError(failure);
		}
		else {
			this.subscriber.onComplete();
		}
	}

	private void cancelUpstream() {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.cancel();
		}
	}

}
