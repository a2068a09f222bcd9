package ai.apixo.client;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import ai.apixo.client.lifecycle.ApplicationCode;

/**
 * Stands before the subscriber of a call and tells the call's listener of what passes.
 * One step instead of an operator for each thing to listen to: an operator that sees
 * every event costs up to a tenth of what it costs to read one.
 *
 * @param <T> the type of the elements
 */
final class CallLifecycleSubscriber<T> implements CoreSubscriber<T>, Subscription {

	private final CoreSubscriber<? super T> actual;

	private final CallLifecycle listener;

	private final Context context;

	private Subscription source = Operators.emptySubscription();

	private boolean done;

	private volatile boolean cancelled;

	CallLifecycleSubscriber(CoreSubscriber<? super T> actual, CallLifecycle listener) {
		this.actual = actual;
		this.listener = listener;
		this.context = listener.addTo(actual.currentContext());
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription source) {
		this.source = source;
		try {
			this.actual.onSubscribe(this);
		}
		catch (Throwable ex) {
			cancel();
			throw ex;
		}
	}

	@Override
	public void onNext(T element) {
		if (this.done) {
			Operators.onNextDropped(element, this.context);
			return;
		}
		try {
			this.listener.next(element);
			this.actual.onNext(element);
		}
		catch (Throwable ex) {
			this.source.cancel();
			onError(ApplicationCode.signalable(ex));
		}
	}

	@Override
	public void onError(Throwable failure) {
		if (this.done) {
			Operators.onErrorDropped(failure, this.context);
			return;
		}
		this.done = true;
		Throwable further = end(failure);
		// Whoever has cancelled could only drop it.
		if (!this.cancelled) {
			this.actual.onError((further != null) ? Exceptions.addSuppressed(failure, further) : failure);
		}
	}

	@Override
	public void onComplete() {
		if (this.done) {
			return;
		}
		this.done = true;
		Throwable failure = end(null);
		if (failure != null) {
			this.actual.onError(failure);
		}
		else {
			this.actual.onComplete();
		}
	}

	private @Nullable Throwable end(@Nullable Throwable failure) {
		try {
			this.listener.end(failure);
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	@Override
	public void request(long count) {
		this.source.request(count);
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		try {
			this.listener.cancel();
		}
		catch (Throwable ex) {
			Operators.onErrorDropped(ex, this.context);
		}
		this.source.cancel();
	}

}
