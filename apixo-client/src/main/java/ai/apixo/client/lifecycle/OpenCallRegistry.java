package ai.apixo.client.lifecycle;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoConnectionException;

/**
 * The register of open calls. Disposing a connection pool does not end its streams, so
 * they have to be known when the application closes.
 *
 * @since 0.1.0
 */
public final class OpenCallRegistry {

	private final Set<OpenCall> calls = ConcurrentHashMap.newKeySet();

	private final AtomicReference<@Nullable Runnable> whenEmpty = new AtomicReference<>();

	private final Set<Departure> departures = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	void open() {
		this.closed = false;
	}

	/**
	 * Add a call.
	 * @param call the call
	 * @throws ApixoConnectionException if the application is closing
	 */
	public void add(OpenCall call) {
		this.calls.add(call);
		if (this.closed) {
			remove(call);
			throw closing();
		}
	}

	/**
	 * Remove a call that has ended.
	 * @param call the call
	 */
	public void remove(OpenCall call) {
		if (!this.calls.remove(call)) {
			return;
		}
		for (Departure departure : this.departures) {
			departure.gone(call);
		}
		if (this.closed) {
			runWhenEmpty();
		}
	}

	/**
	 * Run an action once the calls that are open now have ended, whatever opens after
	 * that.
	 * @param action run once, immediately if no call is open
	 */
	public void whenPresentCallsEnd(Runnable action) {
		Departure departure = new Departure(action);
		this.departures.add(departure);
		departure.awaited.addAll(this.calls);
		departure.awaited.retainAll(this.calls);
		departure.ready = true;
		departure.runIfOver();
	}

	/**
	 * Refuse further calls and run an action when the last open one has ended.
	 * @param whenEmpty run once, immediately if no call is open
	 */
	void close(Runnable whenEmpty) {
		this.whenEmpty.set(whenEmpty);
		this.closed = true;
		runWhenEmpty();
	}

	/**
	 * Abort all open calls, also if the subscriber of one throws.
	 */
	public void abortAll() {
		for (OpenCall call : this.calls) {
			try {
				call.abort(closing());
			}
			catch (Throwable ex) {
				Operators.onErrorDropped(ex, Context.empty());
			}
		}
	}

	private void runWhenEmpty() {
		if (this.calls.isEmpty()) {
			Runnable action = this.whenEmpty.getAndSet(null);
			if (action != null) {
				action.run();
			}
		}
	}

	private static ApixoConnectionException closing() {
		return ApixoConnectionException.notRetryable(
				"The call was ended because the application is closing. Make it again when the application runs.",
				null);
	}

	/**
	 * What has to happen when some calls have ended.
	 */
	private final class Departure {

		private final Set<OpenCall> awaited = ConcurrentHashMap.newKeySet();

		private final Runnable action;

		private volatile boolean ready;

		private Departure(Runnable action) {
			this.action = action;
		}

		private void gone(OpenCall call) {
			if (this.awaited.remove(call)) {
				runIfOver();
			}
		}

		private void runIfOver() {
			if (this.ready && this.awaited.isEmpty() && OpenCallRegistry.this.departures.remove(this)) {
				this.action.run();
			}
		}

	}

}
