package ai.apixo.structured;

import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import ai.apixo.messages.event.StreamEvent;

/**
 * Reads events one at a time while there is demand for elements.
 *
 * @param <E> the type of the elements
 */
final class ElementSubscriber<E> implements CoreSubscriber<StreamEvent>, Subscription {

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicLong requested = new AtomicLong();

	private final CoreSubscriber<? super E> subscriber;

	private final ElementReader<E> reader;

	private Iterator<E> elements = Collections.emptyIterator();

	private boolean asked;

	private @Nullable Subscription upstream;

	private @Nullable Throwable failure;

	private volatile @Nullable StreamEvent event;

	private volatile boolean done;

	private volatile boolean cancelled;

	ElementSubscriber(CoreSubscriber<? super E> subscriber, ElementReader<E> reader) {
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
		}
	}

	@Override
	public void onNext(StreamEvent next) {
		this.event = next;
		drain();
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
		this.cancelled = true;
		cancelUpstream();
	}

	private void drain() {
		if (this.waiting.getAndIncrement() != 0) {
			return;
		}
		int missed = 1;
		while (missed != 0) {
			turn();
			missed = this.waiting.addAndGet(-missed);
		}
	}

	private void turn() {
		try {
			while (!this.cancelled && step()) {
				// Goes on until it has to wait for an event or for demand.
			}
		}
		catch (Throwable ex) {
			// Also what a constructor of the application asserts: nobody else would
			// signal it.
			cancelUpstream();
			fail(ex);
		}
	}

	/**
	 * Do the next thing.
	 * @return whether there may be more to do
	 */
	private boolean step() {
		boolean last = this.done;
		StreamEvent next = this.event;
		if (next != null) {
			this.event = null;
			this.asked = false;
			this.elements = this.reader.accept(next).iterator();
			return true;
		}
		if (this.requested.get() > 0 && this.elements.hasNext()) {
			emit(this.elements.next());
			return true;
		}
		if (last && !this.elements.hasNext()) {
			finish();
		}
		else if (!last && this.requested.get() > 0 && !this.asked) {
			this.asked = true;
			ask();
			return true;
		}
		return false;
	}

	private void emit(E element) {
		this.subscriber.onNext(element);
		if (this.requested.get() != Long.MAX_VALUE) {
			this.requested.decrementAndGet();
		}
	}

	private void ask() {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.request(1);
		}
	}

	private void finish() {
		Throwable ended = this.failure;
		if (ended != null) {
			fail(ended);
		}
		else {
			this.reader.complete();
			this.cancelled = true;
			this.subscriber.onComplete();
		}
	}

	private void fail(Throwable ended) {
		this.cancelled = true;
		this.subscriber.onError(ended);
	}

	private void cancelUpstream() {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.cancel();
		}
	}

}
