package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the books of one call from its subscription to its last signal: the register of
 * open calls, the activity, the total time limit, and the closing of the connection when
 * the call is cancelled.
 *
 * <p>
 * Not a {@code SignalListener}: when Micrometer's context propagation is on the class
 * path, {@code tap} opens the scope of the current observation for each event, which
 * costs more than the event.
 */
final class CallListener {

	private final MessagesCall call;

	private final CallSettings settings;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Disposable totalTimer;

	CallListener(MessagesCall call, CallSettings settings) {
		this.call = call;
		this.settings = settings;
	}

	/**
	 * Begins the call. To be called by its subscription.
	 */
	void begin() {
		this.settings.openCalls().add(this.call);
		this.settings.activity().opened();
		Duration total = this.settings.timeLimits().total();
		if (total != null) {
			this.totalTimer = Schedulers.parallel()
				.schedule(() -> this.call.abort(this.settings.timeLimits().totalFailure(total)), total.toNanos(),
						TimeUnit.NANOSECONDS);
		}
	}

	<T> Flux<T> listenTo(Flux<T> elements) {
		return elements.doOnEach(this::accept).doOnCancel(this::end);
	}

	<T> Mono<T> listenTo(Mono<T> element) {
		return element.doOnEach(this::accept).doOnCancel(this::end);
	}

	private void accept(Signal<?> signal) {
		if (signal.isOnNext()) {
			return;
		}
		Throwable failure = signal.getThrowable();
		if (failure != null) {
			this.settings.activity().failed(failure);
		}
		else {
			this.settings.activity().succeeded();
		}
		end();
	}

	/**
	 * Ends the call once, also when an operator such as {@code merge} cancels it after
	 * its last signal. Closes it whatever the signal was: a retry that does not like a
	 * result fails the call and leaves the reply open.
	 */
	private void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.call.close();
			this.settings.openCalls().remove(this.call);
			this.settings.activity().closed();
			if (this.totalTimer != null) {
				this.totalTimer.dispose();
			}
		}
	}

}
