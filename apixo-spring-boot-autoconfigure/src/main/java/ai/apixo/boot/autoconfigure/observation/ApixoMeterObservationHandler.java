package ai.apixo.boot.autoconfigure.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.springframework.util.function.SingletonSupplier;

import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.client.observation.ApixoObservationDocumentation.Events;

/**
 * Turns a finished call into the meters that its duration alone does not give: time to
 * the first event, tokens, retries, waits for a turn, and answers of other models. All
 * carry the low-cardinality key values of the observation. Of all handlers of meters only
 * one sees an observation, so this one passes it on to the one that would see it, but not
 * the first event, whose count would be that of the time to it.
 */
final class ApixoMeterObservationHandler implements MeterObservationHandler<ApixoObservationContext> {

	/**
	 * How many combinations of key values are remembered.
	 */
	private static final int MAX_KNOWN = 1000;

	private final MeterRegistry meterRegistry;

	private final SingletonSupplier<ObservationHandler<Observation.Context>> others;

	private final Map<KeyValues, CallMeters> known = new ConcurrentHashMap<>();

	/**
	 * Create a handler.
	 * @param meterRegistry where the meters are
	 * @param others gives the handler that records what is common to all observations,
	 * when the first call is observed
	 */
	ApixoMeterObservationHandler(MeterRegistry meterRegistry,
			Supplier<ObservationHandler<Observation.Context>> others) {
		this.meterRegistry = meterRegistry;
		this.others = SingletonSupplier.of(others);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ApixoObservationContext;
	}

	@Override
	public void onStart(ApixoObservationContext context) {
		this.others.obtain().onStart(context);
	}

	@Override
	public void onError(ApixoObservationContext context) {
		this.others.obtain().onError(context);
	}

	@Override
	public void onEvent(Observation.Event event, ApixoObservationContext context) {
		if (event != Events.FIRST_CHUNK) {
			this.others.obtain().onEvent(event, context);
		}
	}

	@Override
	public void onScopeOpened(ApixoObservationContext context) {
		this.others.obtain().onScopeOpened(context);
	}

	@Override
	public void onScopeClosed(ApixoObservationContext context) {
		this.others.obtain().onScopeClosed(context);
	}

	@Override
	public void onStop(ApixoObservationContext context) {
		this.others.obtain().onStop(context);
		meters(context.getLowCardinalityKeyValues()).record(context);
	}

	private CallMeters meters(KeyValues keyValues) {
		CallMeters meters = this.known.get(keyValues);
		if (meters == null) {
			meters = new CallMeters(this.meterRegistry, keyValues);
			if (this.known.size() < MAX_KNOWN) {
				this.known.put(keyValues, meters);
			}
		}
		return meters;
	}

}
