package ai.apixo.client.connector;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Catches what a subscriber throws. Reactor throws errors of linkage and of the virtual
 * machine instead of signaling them, and a connector swallows them.
 *
 * @param <T> the elements
 */
final class CatchingSubscriber<T> implements CoreSubscriber<T>, Subscription {

	private final CoreSubscriber<? super T> actual;

	private final Consumer<Throwable> thrown;

	private volatile @Nullable Subscription subscription;

	CatchingSubscriber(CoreSubscriber<? super T> actual, Consumer<Throwable> thrown) {
		this.actual = actual;
		this.thrown = thrown;
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.subscription, subscription)) {
			this.subscription = subscription;
			run(() -> this.actual.onSubscribe(this));
		}
	}

	@Override
	public void onNext(T element) {
		try {
			this.actual.onNext(element);
		}
		catch (Throwable ex) {
			caught(ex);
		}
	}

	@Override
	public void onError(Throwable failure) {
		run(() -> this.actual.onError(failure));
	}

	@Override
	public void onComplete() {
		run(this.actual::onComplete);
	}

	private void run(Runnable signal) {
		try {
			signal.run();
		}
		catch (Throwable ex) {
			caught(ex);
		}
	}

	private void caught(Throwable failure) {
		this.thrown.accept(failure);
		cancel();
	}

	@Override
	public void request(long count) {
		Subscription current = this.subscription;
		if (current != null) {
			current.request(count);
		}
	}

	@Override
	public void cancel() {
		Subscription current = this.subscription;
		if (current != null) {
			current.cancel();
		}
	}

}
