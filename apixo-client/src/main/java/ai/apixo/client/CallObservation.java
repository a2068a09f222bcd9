package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import ai.apixo.client.lifecycle.CallTurns;
import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.client.observation.ApixoObservationConvention;
import ai.apixo.client.observation.ApixoObservationDocumentation;
import ai.apixo.client.observation.ApixoObservationDocumentation.Events;
import ai.apixo.messages.Message;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;
import ai.apixo.messages.UsageTotals;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.MessageDelta;
import ai.apixo.messages.event.MessageStart;

/**
 * Observes one call, from its subscription to its last signal.
 */
final class CallObservation {

	private final ApixoObservationContext observed;

	private final Observation observation;

	private final AtomicBoolean stopped = new AtomicBoolean();

	private UsageTotals usage = new UsageTotals(Usage.none());

	private boolean reported;

	private long started;

	private boolean begun;

	CallObservation(ObservationRegistry registry, ApixoObservationConvention convention,
			ApixoObservationContext observed, ContextView subscriber) {
		this.observed = observed;
		this.observation = ApixoObservationDocumentation.CALL.observation(null, convention, () -> observed, registry);
		Observation parent = subscriber.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		if (parent != null) {
			this.observation.parentObservation(parent);
		}
	}

	void start() {
		this.started = System.nanoTime();
		this.observation.start();
	}

	/**
	 * Return what lines in the log belong to.
	 */
	Observation observation() {
		return this.observation;
	}

	Context addTo(Context subscriber) {
		return subscriber.put(ObservationThreadLocalAccessor.KEY, this.observation);
	}

	void next(Object element) {
		if (!this.begun) {
			this.begun = true;
			first(element);
		}
		if (element instanceof ContentBlockDelta) {
			return;
		}
		if (element instanceof MessageStart start) {
			message(start.message());
		}
		else if (element instanceof MessageDelta delta) {
			update(delta);
		}
	}

	private void first(Object element) {
		if (element instanceof Message message) {
			message(message);
		}
		else {
			this.observed.setTimeToFirstChunk(Duration.ofNanos(System.nanoTime() - this.started));
			this.observation.event(Events.FIRST_CHUNK);
		}
	}

	private synchronized void message(Message message) {
		this.observed.setResponseModel(message.model());
		ResponseInfo response = message.response();
		this.observed.setFallbackModel((response != null) ? response.fallbackModel() : null);
		this.observed.setResponseId(message.id());
		this.observed.setStopReason((message.stopReason() != null) ? message.stopReason().value() : null);
		this.observed.setUsage(message.usage());
		this.usage = new UsageTotals(message.usage());
	}

	private synchronized void update(MessageDelta delta) {
		if (delta.delta().stopReason() != null) {
			this.observed.setStopReason(delta.delta().stopReason().value());
		}
		this.usage.update(delta.usage());
		this.reported = true;
	}

	void end(@Nullable Throwable failure, CallJournal journal, @Nullable CallTurns turns) {
		if (failure != null) {
			this.observation.error(failure);
		}
		this.observed.setCompleted(failure == null);
		stop(journal, turns);
	}

	void cancel(CallJournal journal, @Nullable CallTurns turns) {
		this.observed.setCancelled(!this.stopped.get());
		stop(journal, turns);
	}

	private void stop(CallJournal journal, @Nullable CallTurns turns) {
		if (this.stopped.compareAndSet(false, true)) {
			addUp();
			this.observed.setAttempts(journal.attempts());
			this.observed.setFallbackAttempts(journal.otherModels());
			this.observed.setLimitWait((turns != null) ? turns.waited() : null);
			this.observation.stop();
		}
	}

	/**
	 * Say what was used. Once, because every report would copy all that came before it;
	 * and not while one is taken, since whoever cancels may be another thread.
	 */
	private synchronized void addUp() {
		if (this.reported) {
			this.observed.setUsage(this.usage.usage());
		}
	}

}
