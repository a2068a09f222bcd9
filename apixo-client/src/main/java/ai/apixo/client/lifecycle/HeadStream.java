package ai.apixo.client.lifecycle;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The stream that the head of a call brings. In place of {@code flatMapMany}, which keeps
 * all that led to the head for as long as the stream lasts: attempts, waits, requests.
 * Many streams are open at once, and for long.
 *
 * @param <T> the type of the elements
 * @since 0.1.0
 */
public final class HeadStream<T> extends Flux<T> {

	private final Mono<? extends Publisher<T>> head;

	private HeadStream(Mono<? extends Publisher<T>> head) {
		this.head = head;
	}

	/**
	 * Return the elements of what a head brings.
	 * @param head brings the stream
	 * @param <T> the type of the elements
	 * @return the elements; the failure of the head if there is one
	 */
	public static <T> Flux<T> of(Mono<? extends Publisher<T>> head) {
		return new HeadStream<>(head);
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.head.subscribe(new HeadSubscriber<>(new StreamSubscriber<>(actual)));
	}

	/**
	 * Waits for the head. The stream does not know it.
	 */
	private static final class HeadSubscriber<T> implements CoreSubscriber<Publisher<T>> {

		private final StreamSubscriber<T> stream;

		private boolean done;

		HeadSubscriber(StreamSubscriber<T> stream) {
			this.stream = stream;
		}

		@Override
		public Context currentContext() {
			return this.stream.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.stream.await(subscription);
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Publisher<T> elements) {
			if (!this.done) {
				this.done = true;
				this.stream.begin(elements);
			}
		}

		@Override
		public void onError(Throwable failure) {
			if (this.done) {
				Operators.onErrorDropped(failure, currentContext());
				return;
			}
			this.done = true;
			this.stream.onError(failure);
		}

		@Override
		public void onComplete() {
			if (!this.done) {
				this.done = true;
				this.stream.onComplete();
			}
		}

	}

	private static final class StreamSubscriber<T> extends Operators.DeferredSubscription implements CoreSubscriber<T> {

		private final CoreSubscriber<? super T> actual;

		private volatile @Nullable Subscription head;

		StreamSubscriber(CoreSubscriber<? super T> actual) {
			this.actual = actual;
		}

		private void await(Subscription subscription) {
			this.head = subscription;
			this.actual.onSubscribe(this);
		}

		private void begin(Publisher<T> elements) {
			this.head = null;
			elements.subscribe(this);
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			set(subscription);
		}

		@Override
		public void onNext(T element) {
			this.actual.onNext(element);
		}

		@Override
		public void onError(Throwable failure) {
			this.actual.onError(failure);
		}

		@Override
		public void onComplete() {
			this.actual.onComplete();
		}

		@Override
		public void cancel() {
			super.cancel();
			Subscription waiting = this.head;
			if (waiting != null) {
				waiting.cancel();
			}
		}

	}

}
