package ai.apixo.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.client.observation.ApixoCallListener;
import ai.apixo.client.observation.ApixoCallSummary;
import ai.apixo.messages.Message;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.MessageStart;

/**
 * Takes down what one call does, for its listeners and for the log.
 */
final class CallJournal {

	/**
	 * Named for what users know.
	 */
	private static final Log logger = LogFactory.getLog("ai.apixo.client.ApixoMessagesClient");

	private static final Log failureLogger = LogFactory.getLog("ai.apixo.client.ApixoMessagesClient.failures");

	private final String clientName;

	private final List<ApixoCallListener> listeners;

	private final @Nullable Observation scope;

	private long started;

	private final AtomicInteger attempts = new AtomicInteger();

	private final AtomicInteger otherModels = new AtomicInteger();

	private volatile List<Duration> waits = List.of();

	private final AtomicBoolean ended = new AtomicBoolean();

	private boolean begun;

	private volatile @Nullable Duration timeToFirstEvent;

	private volatile @Nullable Message message;

	/**
	 * Begin a journal.
	 * @param clientName the client's name
	 * @param listeners whom to tell
	 * @param scope the observation that log lines belong to, or {@code null}
	 */
	CallJournal(String clientName, List<ApixoCallListener> listeners, @Nullable Observation scope) {
		this.clientName = clientName;
		this.listeners = listeners;
		this.scope = scope;
	}

	/**
	 * Start the clock. What is made for a call before is not part of its duration.
	 */
	void start() {
		this.started = System.nanoTime();
	}

	void attempt(boolean ofAnotherModel) {
		this.attempts.incrementAndGet();
		if (ofAnotherModel) {
			this.otherModels.incrementAndGet();
		}
	}

	/**
	 * Return how many requests went to another model than the one asked for.
	 */
	int otherModels() {
		return this.otherModels.get();
	}

	void fellBack(String asked, String answering, String reason) {
		inScope(() -> logger.info("Model '" + answering + "' answers a call of client '" + this.clientName
				+ "' instead of '" + asked + "': " + reason));
	}

	int attempts() {
		return this.attempts.get();
	}

	void retrying(Throwable failure, Duration wait) {
		List<Duration> all = new ArrayList<>(this.waits);
		all.add(wait);
		this.waits = List.copyOf(all);
		inScope(() -> {
			if (logger.isInfoEnabled()) {
				logger.info("Attempt " + this.attempts + " of client '" + this.clientName + "' failed with "
						+ kind(failure) + ", next attempt in " + wait.toMillis() + " ms");
			}
			tell((listener) -> listener.onRetry(this.attempts.get(), wait, failure));
		});
	}

	/**
	 * Look at an element. Only the first says anything.
	 */
	void next(Object element) {
		if (this.begun) {
			return;
		}
		this.begun = true;
		if (!this.listeners.isEmpty()) {
			this.timeToFirstEvent = elapsed();
			this.message = (element instanceof MessageStart start) ? start.message()
					: (element instanceof Message whole) ? whole : null;
		}
	}

	/**
	 * End the journal, unless it has ended.
	 * @param failure why the call failed, or {@code null}
	 * @param cancelled whether the subscriber cancelled it
	 */
	void end(@Nullable Throwable failure, boolean cancelled) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		if (failure != null && failureLogger.isWarnEnabled()) {
			inScope(() -> logFailure(failure));
		}
		if (!this.listeners.isEmpty()) {
			Summary summary = new Summary(this.clientName, attempts(), this.waits, this.timeToFirstEvent, elapsed(),
					this.message, failure, cancelled);
			inScope(() -> tell((listener) -> listener.onEnd(summary)));
		}
	}

	private void logFailure(Throwable failure) {
		String requestId = (failure instanceof ApixoException known) ? known.requestId() : null;
		int count = attempts();
		failureLogger.warn("Call of client '" + this.clientName + "' failed after " + count
				+ ((count == 1) ? " attempt: " : " attempts: ") + failure.getClass().getSimpleName() + reason(failure)
				+ ((requestId != null) ? ", request id " + requestId : ""));
	}

	/**
	 * What is ours to say. The sentence of a gateway may quote the request.
	 */
	private static String reason(Throwable failure) {
		if (failure instanceof ApixoApiException api) {
			return ", status " + api.effectiveStatus() + ((api.errorType() != null) ? " " + api.errorType() : "");
		}
		boolean ours = failure instanceof ApixoConnectionException || failure instanceof ApixoTimeoutException
				|| failure instanceof ApixoLimitException || failure instanceof ApixoConfigurationException;
		return ours ? ": " + failure.getMessage() : "";
	}

	private static String kind(Throwable failure) {
		return (failure instanceof ApixoApiException api) ? "status " + api.effectiveStatus()
				: failure.getClass().getSimpleName();
	}

	/**
	 * Write within the call's observation, so that a line has its trace id.
	 */
	private void inScope(Runnable writing) {
		if (this.scope != null) {
			this.scope.scoped(writing);
		}
		else {
			writing.run();
		}
	}

	private void tell(Consumer<ApixoCallListener> news) {
		for (ApixoCallListener listener : this.listeners) {
			try {
				news.accept(listener);
			}
			catch (Throwable ex) {
				logger.warn("A listener of client '" + this.clientName + "' failed", ex);
			}
		}
	}

	private Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.started);
	}

	private record Summary(String clientName, int attempts, List<Duration> waits, @Nullable Duration timeToFirstEvent,
			Duration duration, @Nullable Message message, @Nullable Throwable failure,
			boolean cancelled) implements ApixoCallSummary {

		@Override
		public @Nullable String model() {
			return (this.message != null) ? this.message.model() : null;
		}

		@Override
		public @Nullable ResponseInfo response() {
			return (this.message != null) ? this.message.response() : null;
		}

		@Override
		public @Nullable String requestId() {
			ResponseInfo response = response();
			if (response != null) {
				return response.requestId();
			}
			return (this.failure instanceof ApixoException known) ? known.requestId() : null;
		}

		@Override
		public String toString() {
			return "ApixoCallSummary[clientName=" + this.clientName + ", attempts=" + this.attempts + ", waits="
					+ this.waits + ", timeToFirstEvent=" + this.timeToFirstEvent + ", duration=" + this.duration
					+ ", model=" + model() + ", requestId=" + requestId() + ", failure="
					+ ((this.failure != null) ? this.failure.getClass().getSimpleName() : null) + ", cancelled="
					+ this.cancelled + "]";
		}

	}

}
