package ai.apixo.boot.autoconfigure.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.observation.ApixoMetricNames;
import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.messages.Usage;

/**
 * The meters of calls with the same low-cardinality key values. Each is looked up in the
 * registry once, when there is something to record.
 */
final class CallMeters {

	private static final String TOKEN_TYPE = "gen_ai.token.type";

	private static final String FALLBACK_MODEL = "apixo.fallback.model";

	private final MeterRegistry registry;

	private final Tags tags;

	private volatile @Nullable Timer timeToFirstChunk;

	private volatile @Nullable DistributionSummary inputTokens;

	private volatile @Nullable DistributionSummary outputTokens;

	private volatile @Nullable Counter retries;

	CallMeters(MeterRegistry registry, KeyValues keyValues) {
		this.registry = registry;
		Tags tags = Tags.empty();
		for (KeyValue keyValue : keyValues) {
			tags = tags.and(keyValue.getKey(), keyValue.getValue());
		}
		this.tags = tags;
	}

	void record(ApixoObservationContext context) {
		if (context.getTimeToFirstChunk() != null) {
			timeToFirstChunk().record(context.getTimeToFirstChunk());
		}
		Usage usage = context.getUsage();
		if (usage != null) {
			inputTokens().record((double) usage.totalInputTokens());
			if (usage.outputTokens() != null) {
				outputTokens().record(usage.outputTokens().doubleValue());
			}
		}
		retries().increment(Math.max(context.getAttempts() - context.getFallbackAttempts() - 1, 0));
		if (context.getLimitWait() != null) {
			limitWait().record(context.getLimitWait());
		}
		if (context.getFallbackModel() != null) {
			fallbacks(context.getFallbackModel()).increment();
		}
	}

	private Timer timeToFirstChunk() {
		Timer timer = this.timeToFirstChunk;
		if (timer == null) {
			timer = Timer.builder(ApixoMetricNames.TIME_TO_FIRST_CHUNK)
				.description("Time from the subscription to a call to its first event")
				.tags(this.tags)
				.register(this.registry);
			this.timeToFirstChunk = timer;
		}
		return timer;
	}

	private DistributionSummary inputTokens() {
		DistributionSummary tokens = this.inputTokens;
		if (tokens == null) {
			tokens = tokens("input");
			this.inputTokens = tokens;
		}
		return tokens;
	}

	private DistributionSummary outputTokens() {
		DistributionSummary tokens = this.outputTokens;
		if (tokens == null) {
			tokens = tokens("output");
			this.outputTokens = tokens;
		}
		return tokens;
	}

	private DistributionSummary tokens(String type) {
		return DistributionSummary.builder(ApixoMetricNames.TOKEN_USAGE)
			.description("Tokens of a call, including those of the prompt cache")
			.baseUnit("token")
			.tags(this.tags)
			.tag(TOKEN_TYPE, type)
			.register(this.registry);
	}

	private Counter retries() {
		Counter counter = this.retries;
		if (counter == null) {
			counter = Counter.builder(ApixoMetricNames.RETRIES)
				.description("Requests sent after the first one of a call")
				.tags(this.tags)
				.register(this.registry);
			this.retries = counter;
		}
		return counter;
	}

	private Timer limitWait() {
		return Timer.builder(ApixoMetricNames.LIMIT_WAIT)
			.description("Time for which a call has waited for its turns under the limits of its key")
			.tags(this.tags)
			.register(this.registry);
	}

	private Counter fallbacks(String model) {
		return Counter.builder(ApixoMetricNames.FALLBACKS)
			.description("Calls that a model other than the requested one served")
			.tags(this.tags)
			.tag(FALLBACK_MODEL, model)
			.register(this.registry);
	}

}
