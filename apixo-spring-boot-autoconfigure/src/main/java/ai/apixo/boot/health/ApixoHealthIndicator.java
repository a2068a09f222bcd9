package ai.apixo.boot.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.util.Assert;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoClientActivity;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.lifecycle.CountableDuration;
import ai.apixo.client.lifecycle.HealthProbe;

/**
 * A {@link ReactiveHealthIndicator} for the gateway of a client.
 *
 * <p>
 * It is UP without asking anybody while a call of the application has succeeded lately.
 * Otherwise it asks the gateway a question that cannot generate or bill a token, one at a
 * time, and keeps the answer for a while.
 *
 * @since 0.1.0
 */
public class ApixoHealthIndicator extends AbstractReactiveHealthIndicator {

	private final ApixoMessagesClient client;

	private final Duration timeToLive;

	private final @Nullable HealthProbe gateway;

	private final ApixoHealthProbeMode probe;

	private final Mono<Verdict> answer;

	/**
	 * Create an indicator.
	 * @param client the client whose gateway is meant
	 * @param probe what to ask; for a client that is not of this library nothing is asked
	 * @param timeToLive how long a successful call, and the answer of a probe, count
	 * @param timeout how long a probe may take
	 */
	public ApixoHealthIndicator(ApixoMessagesClient client, ApixoHealthProbeMode probe, Duration timeToLive,
			Duration timeout) {
		super("APIXO health check failed");
		Assert.notNull(client, "'client' must not be null");
		this.client = client;
		this.timeToLive = CountableDuration.of(timeToLive);
		this.gateway = HealthProbe.of(client);
		this.probe = (this.gateway != null) ? probe : ApixoHealthProbeMode.NONE;
		this.answer = Mono.defer(() -> ask(this.gateway))
			.timeout(CountableDuration.of(timeout), Mono.fromSupplier(() -> Verdict.ofNoAnswerWithin(timeout)))
			.onErrorResume((failure) -> Mono.just(Verdict.ofNoAnswer(failure)))
			.cache(this.timeToLive);
	}

	private Mono<Verdict> ask(@Nullable HealthProbe gateway) {
		if (gateway == null) {
			return Mono.just(Verdict.ofNoTraffic());
		}
		return (this.probe == ApixoHealthProbeMode.CONNECTION) ? gateway.connection().map(Verdict::ofConnection)
				: gateway.credentials().map(Verdict::ofCredentials);
	}

	@Override
	protected Mono<Health> doHealthCheck(Health.Builder builder) {
		ApixoClientActivity activity = this.client.activity();
		return verdict(activity).map((verdict) -> health(builder, verdict, activity));
	}

	private Mono<Verdict> verdict(ApixoClientActivity activity) {
		Instant success = activity.lastSuccess();
		if (success != null && isRecent(success)) {
			return Mono.just(succeeded(activity, success));
		}
		return (this.probe != ApixoHealthProbeMode.NONE) ? this.answer : Mono.just(traffic(activity));
	}

	private static Verdict succeeded(ApixoClientActivity activity, Instant success) {
		Instant failure = activity.lastFailure();
		Throwable error = activity.lastError();
		return (failure != null && error != null && failure.isAfter(success)) ? Verdict.ofSuccessBefore(error, failure)
				: Verdict.ofSuccess(success);
	}

	private Verdict traffic(ApixoClientActivity activity) {
		Instant failure = activity.lastFailure();
		Throwable error = activity.lastError();
		return (failure != null && error != null && isRecent(failure)) ? Verdict.ofCall(error, failure)
				: Verdict.ofNoTraffic();
	}

	private boolean isRecent(Instant time) {
		return time.plus(this.timeToLive).isAfter(Instant.now());
	}

	private Health health(Health.Builder builder, Verdict verdict, ApixoClientActivity activity) {
		builder.status(verdict.status())
			.withDetail("outcome", verdict.outcome())
			.withDetail("time", verdict.time().toString())
			.withDetail("probe", this.probe.name().toLowerCase(Locale.ROOT))
			.withDetail("openCalls", activity.openCalls());
		if (this.gateway != null) {
			builder.withDetail("host", this.gateway.host());
			if (this.gateway.isLimited()) {
				builder.withDetail("waitingCalls", activity.waitingCalls());
			}
			if (this.gateway.hasFallback()) {
				builder.withDetail("coolingModels", activity.coolingModels());
			}
			String circuitBreaker = this.gateway.circuitBreakerState();
			if (circuitBreaker != null) {
				builder.withDetail("circuitBreaker", circuitBreaker);
			}
		}
		return builder.build();
	}

}
