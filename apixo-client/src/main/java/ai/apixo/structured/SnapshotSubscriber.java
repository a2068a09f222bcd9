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
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.event.StreamEvent;

/**
 * Feeds the document and makes the snapshots, both inside one drain loop, so that the
 * document is never changed while a snapshot is made of it.
 */
final class SnapshotSubscriber implements CoreSubscriber<StreamEvent>, Subscription {

	private final Queue<StreamEvent> events = Queues.<StreamEvent>unbounded().get();

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicLong requested = new AtomicLong();

	private final CoreSubscriber<? super ObjectNode> subscriber;

	private final PartialDocument document;

	private @Nullable Subscription upstream;

	private @Nullable Throwable failure;

	private boolean judged;

	private volatile boolean done;

	private volatile boolean cancelled;

	SnapshotSubscriber(CoreSubscriber<? super ObjectNode> subscriber, PartialDocument document) {
		this.subscriber = subscriber;
		this.document = document;
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
			subscription.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(StreamEvent event) {
		this.events.offer(event);
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
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.cancel();
		}
		drain();
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
		boolean last = this.done;
		if (!this.cancelled) {
			feed();
		}
		if (!this.cancelled && this.document.hasChanged() && this.requested.get() > 0) {
			this.subscriber.onNext(this.document.snapshot());
			if (this.requested.get() != Long.MAX_VALUE) {
				this.requested.decrementAndGet();
			}
		}
		if (this.cancelled) {
			this.events.clear();
		}
		else if (last || this.failure != null) {
			finish();
		}
	}

	private void feed() {
		try {
			StreamEvent event = this.events.poll();
			while (event != null) {
				this.document.accept(event);
				event = this.events.poll();
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	// Upstream is cancelled, or has come to its end.
	private void fail(Throwable ex) {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.cancel();
		}
		this.failure = ex;
	}

	private void finish() {
		if (this.failure == null && !this.judged) {
			this.judged = true;
			try {
				this.document.complete();
			}
			catch (Throwable ex) {
				this.failure = ex;
			}
		}
		Throwable ended = this.failure;
		if (ended != null) {
			this.cancelled = true;
			this.subscriber.onError(ended);
		}
		else if (!this.document.hasChanged()) {
			this.cancelled = true;
			this.subscriber.onComplete();
		}
	}

}
