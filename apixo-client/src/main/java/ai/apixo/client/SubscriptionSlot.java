package ai.apixo.client;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Holds a subscription that may be cancelled before it is there.
 */
final class SubscriptionSlot {

	private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

	/**
	 * Take the subscription, or cancel it if it comes too late.
	 * @param subscription the subscription
	 * @return whether it was taken
	 */
	boolean set(Subscription subscription) {
		if (this.subscription.compareAndSet(null, subscription)) {
			return true;
		}
		subscription.cancel();
		return false;
	}

	/**
	 * Ask for more, if the subscription is there.
	 * @param count how much
	 */
	void request(long count) {
		Subscription current = this.subscription.get();
		if (current != null) {
			current.request(count);
		}
	}

	/**
	 * Cancel the subscription, also one that is yet to come. What a connector throws is
	 * not passed on, since there is a signal to give afterwards.
	 */
	void cancel() {
		Subscription current = this.subscription.getAndSet(Operators.cancelledSubscription());
		if (current != null) {
			try {
				current.cancel();
			}
			catch (Throwable ex) {
				Operators.onErrorDropped(ex, Context.empty());
			}
		}
	}

}
