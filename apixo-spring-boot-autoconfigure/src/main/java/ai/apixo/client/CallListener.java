package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.observability.DefaultSignalListener;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the books of one call from its subscription to its last signal: the register of
 * open calls, the activity, the total time limit, and the closing of the connection when
 * the call is cancelled.
 *
 * @param <T> the elements of the call
 */
final class CallListener<T> extends DefaultSignalListener<T> {

	private final MessagesCall call;

	private final CallSettings settings;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Disposable totalTimer;

	CallListener(MessagesCall call, CallSettings settings) {
		this.call = call;
		this.settings = settings;
	}

	@Override
	public void doFirst() {
		this.settings.openCalls().add(this.call);
		this.settings.activity().opened();
		Duration total = this.settings.timeLimits().total();
		if (total != null) {
			this.totalTimer = Schedulers.parallel()
				.schedule(() -> this.call.abort(this.settings.timeLimits().totalFailure(total)), total.toNanos(),
						TimeUnit.NANOSECONDS);
		}
	}

	@Override
	public void doOnComplete() {
		this.settings.activity().succeeded();
	}

	@Override
	public void doOnError(Throwable failure) {
		this.settings.activity().failed(failure);
	}

	@Override
	public void doOnCancel() {
		this.call.close();
	}

	// Reported once more by tap when an operator such as merge cancels a call that has
	// ended already.
	@Override
	public void doFinally(SignalType terminationType) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		this.settings.openCalls().remove(this.call);
		this.settings.activity().closed();
		if (this.totalTimer != null) {
			this.totalTimer.dispose();
		}
	}

}
