package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoException;
import ai.apixo.client.lifecycle.CallTurns;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.MessageDelta;
import ai.apixo.messages.event.MessageStart;

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

	/**
	 * The turns of the call if they are to know what it uses, else {@code null}.
	 */
	private final @Nullable CallTurns counted;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Disposable totalTimer;

	CallLifecycle(MessagesCall call, CallSettings settings, CallJournal journal,
			@Nullable CallObservation observation) {
		this.call = call;
		this.settings = settings;
		this.journal = journal;
		this.observation = observation;
		CallTurns turns = call.turns();
		this.counted = (turns != null && turns.countsTokens()) ? turns : null;
	}

	/**
	 * Begin the call. To be called by its subscription.
	 */
	void begin() {
		this.journal.start();
		if (this.observation != null) {
			this.observation.start();
		}
		try {
			this.settings.resources().openCalls().add(this.call);
		}
		catch (ApixoException ex) {
			this.journal.end(ex, false);
			if (this.observation != null) {
				this.observation.end(ex, this.journal, this.call.turns());
			}
			throw ex;
		}
		this.settings.activity().opened();
		Duration total = this.settings.timeLimits().total();
		if (total != null) {
			this.totalTimer = Schedulers.parallel()
				.schedule(() -> exceeded(total), total.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private void exceeded(Duration total) {
		this.call.abort(this.settings.timeLimits().totalFailure(this.settings.endpoint().address(), total));
	}

	<T> Flux<T> listenTo(Flux<T> elements) {
		return elements.transform(Operators.<T, T>lift((source, actual) -> subscriber(actual)));
	}

	<T> Mono<T> listenTo(Mono<T> element) {
		return element.transform(Operators.<T, T>lift((source, actual) -> subscriber(actual)));
	}

	private <T> CoreSubscriber<T> subscriber(CoreSubscriber<? super T> actual) {
		try {
			return new CallLifecycleSubscriber<>(actual, this);
		}
		catch (Throwable ex) {
			cancel();
			throw ex;
		}
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
		if (this.counted != null) {
			count(this.counted, element);
		}
	}

	/**
	 * The output of a stream is known at its end only, what it says before is the
	 * beginning of it.
	 */
	private static void count(CallTurns turns, Object element) {
		if (element instanceof MessageStart start) {
			turns.used(start.message().usage().toBuilder().outputTokens(null).build());
		}
		else if (element instanceof MessageDelta delta && delta.usage() != null) {
			turns.used(delta.usage());
		}
		else if (element instanceof Message message) {
			turns.used(message.usage());
		}
	}

	void end(@Nullable Throwable failure) {
		if (failure != null) {
			this.settings.activity().failed(failure);
		}
		else {
			this.settings.activity().succeeded();
		}
		try {
			close(failure);
		}
		finally {
			this.journal.end(failure, false);
			if (this.observation != null) {
				this.observation.end(failure, this.journal, this.call.turns());
			}
		}
	}

	void cancel() {
		try {
			close(null);
		}
		finally {
			this.journal.end(null, true);
			if (this.observation != null) {
				this.observation.cancel(this.journal, this.call.turns());
			}
		}
	}

	/**
	 * Close the call once, also when an operator such as {@code merge} cancels it after
	 * its last signal, and whatever the signal was: a retry that does not like a result
	 * fails the call and leaves the reply open.
	 */
	private void close(@Nullable Throwable failure) {
		if (this.ended.compareAndSet(false, true)) {
			try {
				this.call.close(failure);
			}
			finally {
				this.settings.resources().openCalls().remove(this.call);
				this.settings.activity().closed();
				if (this.totalTimer != null) {
					this.totalTimer.dispose();
				}
			}
		}
	}

}
