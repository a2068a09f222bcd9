package ai.apixo.benchmarks.soak;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

import ai.apixo.client.observation.ApixoObservationContext;

/**
 * Adds up the attempts that the client reports, those of cancelled calls apart: a request
 * may be cancelled before it has reached the gateway.
 */
final class Attempts implements ObservationHandler<ApixoObservationContext> {

	static final String CANCELLING = "cancelling";

	private final LongAdder reported = new LongAdder();

	private final LongAdder ofCancelledCalls = new LongAdder();

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ApixoObservationContext;
	}

	@Override
	public void onStop(ApixoObservationContext context) {
		(context.getClientName().equals(CANCELLING) ? this.ofCancelledCalls : this.reported).add(context.getAttempts());
	}

	long reported() {
		return this.reported.sum();
	}

	long ofCancelledCalls() {
		return this.ofCancelledCalls.sum();
	}

}
