package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoException;

/**
 * Keeps the books of one call from its subscription to its last signal: the register of
 * open calls, the activity, the total time limit, the closing of the connection when the
 * call is cancelled, and the observation.
 */
final class CallLifecycle {

	private final MessagesCall call;

	private final CallSettings settings;

	private final CallJournal journal;

	private final @Nullable CallObservation observation;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Disposable totalTimer;

	CallLifecycle(MessagesCall call, CallSettings settings, CallJournal journal,
			@Nullable CallObservation observation) {
		this.call = call;
		this.settings = settings;
		this.journal = journal;
		this.observation = observation;
	}

	/**
	 * Begin the call. To be called by its subscription.
	 */
	void begin() {
		if (this.observation != null) {
			this.observation.start();
		}
		try {
			this.settings.resources().openCalls().add(this.call);
		}
		catch (ApixoException ex) {
			this.journal.end(ex, false);
			if (this.observation != null) {
				this.observation.end(ex, this.journal.attempts());
			}
			throw ex;
		}
		this.settings.activity().opened();
		Duration total = this.settings.timeLimits().total();
		if (total != null) {
			this.totalTimer = Schedulers.parallel()
				.schedule(() -> this.call.abort(this.settings.timeLimits().totalFailure(total)), total.toNanos(),
						TimeUnit.NANOSECONDS);
		}
	}

	<T> Flux<T> listenTo(Flux<T> elements) {
		return elements
			.transform(Operators.<T, T>lift((source, actual) -> new CallLifecycleSubscriber<>(actual, this)));
	}

	<T> Mono<T> listenTo(Mono<T> element) {
		return element.transform(Operators.<T, T>lift((source, actual) -> new CallLifecycleSubscriber<>(actual, this)));
	}

	/**
	 * The attempts find the observation in their Reactor context and become its children.
	 */
	Context addTo(Context subscriber) {
		return (this.observation != null) ? this.observation.addTo(subscriber) : subscriber;
	}

	void next(Object element) {
		this.journal.next(element);
		if (this.observation != null) {
			this.observation.next(element);
		}
	}

	void end(@Nullable Throwable failure) {
		if (failure != null) {
			this.settings.activity().failed(failure);
		}
		else {
			this.settings.activity().succeeded();
		}
		close();
		this.journal.end(failure, false);
		if (this.observation != null) {
			this.observation.end(failure, this.journal.attempts());
		}
	}

	void cancel() {
		close();
		this.journal.end(null, true);
		if (this.observation != null) {
			this.observation.cancel(this.journal.attempts());
		}
	}

	/**
	 * Close the call once, also when an operator such as {@code merge} cancels it after
	 * its last signal, and whatever the signal was: a retry that does not like a result
	 * fails the call and leaves the reply open.
	 */
	private void close() {
		if (this.ended.compareAndSet(false, true)) {
			this.call.close();
			this.settings.resources().openCalls().remove(this.call);
			this.settings.activity().closed();
			if (this.totalTimer != null) {
				this.totalTimer.dispose();
			}
		}
	}

}
