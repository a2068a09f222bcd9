package ai.apixo.boot.autoconfigure.observation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;

import ai.apixo.client.ApixoClientActivity;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.lifecycle.HealthProbe;
import ai.apixo.client.observation.ApixoMetricNames;

/**
 * A gauge for each client of the calls that wait for their turn under the limits of their
 * key.
 */
class WaitingCallsMeterBinder implements MeterBinder {

	private static final String CLIENT_NAME = "apixo.client.name";

	private final ObjectProvider<ApixoMessagesClient> clients;

	WaitingCallsMeterBinder(ObjectProvider<ApixoMessagesClient> clients) {
		this.clients = clients;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.clients.stream().forEach((client) -> {
			HealthProbe known = HealthProbe.of(client);
			if (known != null) {
				Gauge.builder(ApixoMetricNames.LIMIT_WAITING, client.activity(), ApixoClientActivity::waitingCalls)
					.description("Calls that wait for their turn under the limits of their key")
					.tag(CLIENT_NAME, known.clientName())
					.register(registry);
			}
		});
	}

}
