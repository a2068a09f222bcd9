package ai.apixo.tool;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import ai.apixo.client.lifecycle.ApplicationCode;
import ai.apixo.tool.observation.ToolRunObservationContext;

/**
 * Observes one run and logs its start and its end, and makes the observation the parent
 * of what happens in it.
 */
final class RunLifecycle implements CoreSubscriber<ToolRunEvent>, Subscription {

	private static final Log logger = LogFactory.getLog(ToolRunner.class);

	private final CoreSubscriber<? super ToolRunEvent> actual;

	private final Context context;

	private final String name;

	private final ToolRunObservationContext observed;

	private final @Nullable ToolObservation observation;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable RunFinished last;

	private Subscription source = Operators.emptySubscription();

	private RunLifecycle(CoreSubscriber<? super ToolRunEvent> actual, ToolObservations observations) {
		this.actual = actual;
		this.name = observations.runnerName();
		this.observed = new ToolRunObservationContext(this.name);
		this.observation = observations.registry().isNoop() ? null
				: observations.run(this.observed, actual.currentContext());
		if (this.observation != null) {
			this.observation.start();
		}
		this.context = (this.observation != null) ? this.observation.addTo(actual.currentContext())
				: actual.currentContext();
	}

	static Flux<ToolRunEvent> of(Flux<ToolRunEvent> events, ToolObservations observations) {
		return events
			.transform(Operators.<ToolRunEvent, ToolRunEvent>lift((source, actual) -> begun(actual, observations)));
	}

	private static RunLifecycle begun(CoreSubscriber<? super ToolRunEvent> actual, ToolObservations observations) {
		RunLifecycle lifecycle = new RunLifecycle(actual, observations);
		logger.debug("Run of '" + lifecycle.name + "' starts");
		return lifecycle;
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription source) {
		this.source = source;
		this.actual.onSubscribe(this);
	}

	@Override
	public void onNext(ToolRunEvent event) {
		if (event instanceof RunFinished finished) {
			this.last = finished;
		}
		try {
			this.actual.onNext(event);
		}
		catch (Throwable ex) {
			// Nobody else would end the run: Reactor throws what is fatal to the one who
			// emits.
			this.source.cancel();
			onError(ApplicationCode.signalable(ex));
		}
	}

	@Override
	public void onError(Throwable failure) {
		if (this.ended.compareAndSet(false, true)) {
			if (this.observation != null) {
				this.observation.error(failure);
			}
			stop("failed with " + failure.getClass().getSimpleName());
			this.actual.onError(failure);
		}
	}

	@Override
	public void onComplete() {
		if (complete()) {
			this.actual.onComplete();
		}
	}

	@Override
	public void request(long count) {
		this.source.request(count);
	}

	/**
	 * Whoever has the last event and cancels instead of waiting for the end has not
	 * cancelled the run.
	 */
	@Override
	public void cancel() {
		if (this.last != null) {
			complete();
		}
		else if (this.ended.compareAndSet(false, true)) {
			this.observed.setCancelled(true);
			stop("was cancelled");
		}
		this.source.cancel();
	}

	/**
	 * Tell that the run is complete.
	 * @return whether it had not ended before
	 */
	private boolean complete() {
		boolean first = this.ended.compareAndSet(false, true);
		if (first) {
			ToolRunStatus status = (this.last != null) ? this.last.run().status() : ToolRunStatus.COMPLETED;
			this.observed.setStatus(status.name().toLowerCase(Locale.ROOT));
			stop("ended with status " + status);
		}
		return first;
	}

	private void stop(String how) {
		if (this.observation != null) {
			this.observation.stop();
		}
		logger.debug("Run of '" + this.name + "' " + how);
	}

}
