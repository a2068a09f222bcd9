package ai.apixo.boot.autoconfigure.balance;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

import ai.apixo.boot.autoconfigure.balance.SharedBalance.Reading;

/**
 * The balance as health. It is never DOWN: an application with an empty account works,
 * except for its calls.
 */
class BalanceHealthIndicator extends AbstractReactiveHealthIndicator {

	private final SharedBalance balance;

	BalanceHealthIndicator(SharedBalance balance) {
		super("APIXO balance check failed");
		this.balance = balance;
	}

	@Override
	protected Mono<Health> doHealthCheck(Health.Builder builder) {
		return this.balance.reading().map((reading) -> health(builder, reading));
	}

	private Health health(Health.Builder builder, Reading reading) {
		builder.withDetail("time", reading.time().toString());
		if (reading.balance() == null) {
			return builder.unknown().withDetail("reason", String.valueOf(reading.reason())).build();
		}
		builder.up().withDetail("balance", reading.balance());
		return (this.balance.warns() ? builder.withDetail("low", reading.low()) : builder).build();
	}

}
