package ai.apixo.boot.autoconfigure.balance;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.KeyBalance;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.lifecycle.HealthProbe;

/**
 * The balances of the clients of the application.
 */
class SharedBalances {

	private final IdentityHashMap<ApixoMessagesClient, SharedBalance> balances = new IdentityHashMap<>();

	SharedBalances(Map<String, ApixoMessagesClient> clients, ApixoBalanceProperties properties) {
		if (properties.getTimeToLive().isNegative()) {
			throw new InvalidConfigurationPropertyValueException("apixo.balance.time-to-live",
					properties.getTimeToLive(), "Must be 0 or more.");
		}
		clients.forEach((beanName, client) -> {
			HealthProbe known = HealthProbe.of(client);
			String name = (known != null) ? known.clientName() : beanName;
			this.balances.put(client, new SharedBalance(name, balance(client, properties), properties));
		});
	}

	private static KeyBalance balance(ApixoMessagesClient client, ApixoBalanceProperties properties) {
		String baseUrl = properties.getBaseUrl();
		try {
			return StringUtils.hasText(baseUrl) ? KeyBalance.of(client, baseUrl) : KeyBalance.of(client);
		}
		catch (ApixoConfigurationException ex) {
			throw new ApixoConfigurationException("The balance cannot be requested. " + ex.problem(),
					"Set 'apixo.balance.base-url' to the https address of the API that reports the balance of the key, or "
							+ "'apixo.balance.enabled' to 'false'.");
		}
	}

	SharedBalance of(ApixoMessagesClient client) {
		SharedBalance balance = this.balances.get(client);
		if (balance == null) {
			throw new IllegalStateException("Not a client of the application");
		}
		return balance;
	}

	Collection<SharedBalance> all() {
		return this.balances.values();
	}

}
