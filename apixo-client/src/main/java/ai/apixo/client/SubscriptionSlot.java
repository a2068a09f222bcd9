package ai.apixo.client;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A subscription that can be cancelled before it is there.
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
	 * Make room for another subscription.
	 * @return whether it may come; {@code false} once cancelled
	 */
	boolean clear() {
		Subscription current = this.subscription
			.getAndUpdate((before) -> (before != Operators.cancelledSubscription()) ? null : before);
		return current != Operators.cancelledSubscription();
	}

	/**
	 * Request more, if the subscription is there.
	 * @param count how many elements
	 */
	void request(long count) {
		Subscription current = this.subscription.get();
		if (current != null) {
			current.request(count);
		}
	}

	/**
	 * Cancel the subscription, even if it is yet to come. What a connector throws is not
	 * passed on because a signal has to follow.
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
