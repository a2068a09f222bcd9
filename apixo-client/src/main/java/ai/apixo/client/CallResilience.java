package ai.apixo.client;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.lifecycle.ApixoResilience;
import ai.apixo.client.lifecycle.SettingNames;

/**
 * The Resilience4j instances that take part in a call.
 *
 * @param retry tries the head of a call again, or {@code null}
 * @param circuitBreaker judges each attempt up to its head, or {@code null}
 * @param bulkhead bounds the number of open calls, or {@code null}
 */
record CallResilience(@Nullable Retry retry, @Nullable CircuitBreaker circuitBreaker, @Nullable Bulkhead bulkhead) {

	private static final CallResilience NONE = new CallResilience(null, null, null);

	static CallResilience none() {
		return NONE;
	}

	CallResilience with(Retry retry) {
		return new CallResilience(retry, this.circuitBreaker, this.bulkhead);
	}

	CallResilience with(CircuitBreaker circuitBreaker) {
		return new CallResilience(this.retry, circuitBreaker, this.bulkhead);
	}

	CallResilience with(Bulkhead bulkhead) {
		return new CallResilience(this.retry, this.circuitBreaker, bulkhead);
	}

	/**
	 * Fill in those that were not set.
	 */
	CallResilience or(ApixoResilience defaults, String name) {
		return new CallResilience((this.retry != null) ? this.retry : defaults.retry(name),
				(this.circuitBreaker != null) ? this.circuitBreaker : defaults.circuitBreaker(name),
				(this.bulkhead != null) ? this.bulkhead : defaults.bulkhead(name));
	}

	/**
	 * Check what would block a thread.
	 * @param names what the settings are called
	 * @return these instances
	 */
	CallResilience checked(SettingNames names) {
		if (this.bulkhead != null && !this.bulkhead.getBulkheadConfig().getMaxWaitDuration().isZero()) {
			throw new ApixoConfigurationException(
					"The bulkhead '" + this.bulkhead.getName() + "' would block an event loop while it waits.",
					"Set " + names.bulkheadWait(this.bulkhead.getName()) + " to 0.");
		}
		return this;
	}

	/**
	 * Return whether a failure would be retried if its status were one of those that are.
	 */
	boolean lacksStatusOf(ApixoApiException failure) {
		if (this.retry == null || this.retry.getRetryConfig().getMaxAttempts() <= 1) {
			return false;
		}
		try {
			return !this.retry.getRetryConfig().getExceptionPredicate().test(failure);
		}
		catch (RuntimeException ex) {
			// The user's own predicate; it will say so itself.
			return false;
		}
	}

}
