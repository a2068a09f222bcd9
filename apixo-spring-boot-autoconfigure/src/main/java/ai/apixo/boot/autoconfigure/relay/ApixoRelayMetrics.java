package ai.apixo.boot.autoconfigure.relay;

import java.util.Locale;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import ai.apixo.client.observation.ApixoMetricNames;
import ai.apixo.relay.RelayActivity;
import ai.apixo.relay.RelayState;

/**
 * The meters of the relay. None of them names an owner or a run.
 */
class ApixoRelayMetrics implements MeterBinder {

	private final RelayActivity activity;

	ApixoRelayMetrics(RelayActivity activity) {
		this.activity = activity;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(ApixoMetricNames.RELAY_RUNS, this.activity, RelayActivity::running)
			.description("Runs whose source runs in this application")
			.register(registry);
		Gauge.builder(ApixoMetricNames.RELAY_WATCHERS, this.activity, RelayActivity::watchers)
			.description("Watchers that are connected to this application")
			.register(registry);
		for (RelayState state : RelayState.values()) {
			if (state != RelayState.RUNNING) {
				FunctionCounter.builder(ApixoMetricNames.RELAY_ENDED, this.activity, (counted) -> counted.ended(state))
					.description("Runs whose end was recorded by this application")
					.tag("state", state.name().toLowerCase(Locale.ROOT))
					.register(registry);
			}
		}
		FunctionCounter.builder(ApixoMetricNames.RELAY_RESUMED, this.activity, RelayActivity::resumed)
			.description("Watchers that resumed where they were interrupted")
			.register(registry);
		FunctionCounter.builder(ApixoMetricNames.RELAY_SNAPSHOTS, this.activity, RelayActivity::snapshots)
			.description("Watchers that started over with a snapshot")
			.register(registry);
	}

}
