package ai.apixo.tool;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * An observation whose predicates, conventions and handlers are code of the application:
 * what they throw is logged and keeps no run from its result. One that could not be
 * started observes nothing.
 */
final class ToolObservation {

	private static final Log logger = LogFactory.getLog(ToolRunner.class);

	private static final Observation.Scope NO_SCOPE = Observation.Scope.NOOP;

	private final String observed;

	private @Nullable Observation observation;

	/**
	 * Create an observation.
	 * @param observed what is observed, for the log
	 * @param observation makes the observation, yet to be started
	 */
	ToolObservation(String observed, Supplier<Observation> observation) {
		this.observed = observed;
		guarded(() -> this.observation = observation.get());
	}

	void start() {
		Observation created = this.observation;
		if (created != null && !guarded(created::start)) {
			this.observation = null;
		}
	}

	/**
	 * Return a context in which this observation is the parent of others.
	 * @param context the context of what is around it
	 */
	Context addTo(ContextView context) {
		Observation started = this.observation;
		return (started != null) ? Context.of(context).put(ObservationThreadLocalAccessor.KEY, started)
				: Context.of(context);
	}

	Observation.Scope openScope() {
		Observation started = this.observation;
		if (started == null) {
			return NO_SCOPE;
		}
		try {
			return started.openScope();
		}
		catch (Throwable ex) {
			log(ex);
			return NO_SCOPE;
		}
	}

	void close(Observation.Scope scope) {
		guarded(scope::close);
	}

	/**
	 * Say that what is observed failed.
	 * @param failure why
	 */
	void error(Throwable failure) {
		Observation started = this.observation;
		if (started != null) {
			guarded(() -> started.error(failure));
		}
	}

	void stop() {
		Observation started = this.observation;
		if (started != null) {
			guarded(started::stop);
		}
	}

	private boolean guarded(Runnable told) {
		try {
			told.run();
			return true;
		}
		catch (Throwable ex) {
			log(ex);
			return false;
		}
	}

	private void log(Throwable failure) {
		logger.warn(this.observed + " could not be observed. Check the observation conventions and handlers", failure);
	}

}
