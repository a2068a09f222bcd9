package ai.apixo.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/**
 * A subscriber that asks for nothing unless the test does.
 *
 * @param <T> the elements
 */
final class PullingSubscriber<T> extends BaseSubscriber<T> {

	private final Queue<T> received = new ConcurrentLinkedQueue<>();

	private final Semaphore elements = new Semaphore(0);

	private final Latch ended = new Latch();

	private volatile @Nullable Throwable failure;

	static <T> PullingSubscriber<T> of(Publisher<T> publisher) {
		PullingSubscriber<T> subscriber = new PullingSubscriber<>();
		publisher.subscribe(subscriber);
		return subscriber;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		// Asks for nothing.
	}

	@Override
	protected void hookOnNext(T element) {
		this.received.add(element);
		this.elements.release();
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.failure = failure;
	}

	@Override
	protected void hookFinally(SignalType type) {
		this.ended.release();
	}

	/**
	 * Asks for one element and waits for it.
	 */
	T next() {
		request(1);
		try {
			if (!this.elements.tryAcquire(20, TimeUnit.SECONDS)) {
				throw new AssertionError("No element came");
			}
			return this.received.remove();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/**
	 * How many elements came that {@link #next()} has not taken.
	 */
	int unasked() {
		return this.received.size();
	}

	/**
	 * Waits for the last signal.
	 * @return the failure, or {@code null} if the stream completed or was cancelled
	 */
	@Nullable Throwable awaitEnd() {
		this.ended.await();
		return this.failure;
	}

}
