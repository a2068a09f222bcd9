package ai.apixo.boot.autoconfigure.balance;

import java.math.BigDecimal;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import ai.apixo.client.KeyBalance;
import ai.apixo.client.lifecycle.CountableDuration;

/**
 * The balance of one client. Whoever looks shares one answer for a while, and nothing is
 * asked when nobody looks.
 */
final class SharedBalance {

	private static final Log logger = LogFactory.getLog(SharedBalance.class);

	private final String clientName;

	private final @Nullable BigDecimal warnBelow;

	private final Mono<Reading> reading;

	private volatile double known = Double.NaN;

	private volatile boolean low;

	SharedBalance(String clientName, KeyBalance balance, ApixoBalanceProperties properties) {
		this.clientName = clientName;
		this.warnBelow = properties.getWarnBelow();
		this.reading = balance.balance()
			.map(this::read)
			.switchIfEmpty(
					Mono.fromSupplier(() -> new Reading(null, false, Instant.now(), "The client has no balance")))
			.onErrorResume((failure) -> Mono
				.just(new Reading(null, false, Instant.now(), String.valueOf(failure.getMessage()))))
			.cache(CountableDuration.of(properties.getTimeToLive()));
	}

	private Reading read(BigDecimal balance) {
		BigDecimal limit = this.warnBelow;
		boolean below = limit != null && balance.compareTo(limit) < 0;
		if (below && !this.low) {
			logger.warn("The balance of the key of client '" + this.clientName + "' is " + balance.toPlainString()
					+ " USD, which is below " + limit + " USD");
		}
		this.low = below;
		this.known = balance.doubleValue();
		return new Reading(balance, below, Instant.now(), null);
	}

	String clientName() {
		return this.clientName;
	}

	boolean warns() {
		return this.warnBelow != null;
	}

	Mono<Reading> reading() {
		return this.reading;
	}

	/**
	 * Return the balance that is known, and have it asked for again if that is too old.
	 * @return the balance, or NaN until it is known
	 */
	double value() {
		this.reading.subscribe();
		return this.known;
	}

	/**
	 * What came of asking.
	 *
	 * @param balance the balance, or {@code null} if there is none
	 * @param low whether it is below the limit
	 * @param time when it was told
	 * @param reason why there is none, or {@code null}
	 */
	record Reading(@Nullable BigDecimal balance, boolean low, Instant time, @Nullable String reason) {

	}

}
