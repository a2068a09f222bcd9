package ai.apixo.boot.autoconfigure.balance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import ai.apixo.client.observation.ApixoMetricNames;

/**
 * A gauge of the balance for each client.
 */
class BalanceMeterBinder implements MeterBinder {

	private static final String CLIENT_NAME = "apixo.client.name";

	private final SharedBalances balances;

	BalanceMeterBinder(SharedBalances balances) {
		this.balances = balances;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.balances.all()
			.forEach((balance) -> Gauge.builder(ApixoMetricNames.KEY_BALANCE, balance, SharedBalance::value)
				.description("Balance of the account of the API key")
				.baseUnit("usd")
				.tag(CLIENT_NAME, balance.clientName())
				.register(registry));
	}

}
