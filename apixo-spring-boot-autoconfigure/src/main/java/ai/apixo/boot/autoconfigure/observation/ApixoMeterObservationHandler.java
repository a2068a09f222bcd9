package ai.apixo.boot.autoconfigure.observation;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

import ai.apixo.client.observation.ApixoMetricNames;
import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.messages.Usage;

/**
 * Turns a finished call into the meters that its duration alone does not give: time to
 * the first event, tokens, retries, waits for a turn, and answers of other models. All
 * carry the low-cardinality key values of the observation.
 */
class ApixoMeterObservationHandler implements ObservationHandler<ApixoObservationContext> {

	private static final String TOKEN_TYPE = "gen_ai.token.type";

	private static final String FALLBACK_MODEL = "apixo.fallback.model";

	private final MeterRegistry meterRegistry;

	ApixoMeterObservationHandler(MeterRegistry meterRegistry) {
		this.meterRegistry = meterRegistry;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ApixoObservationContext;
	}

	@Override
	public void onStop(ApixoObservationContext context) {
		List<Tag> tags = tags(context);
		if (context.getTimeToFirstChunk() != null) {
			timer(tags).record(context.getTimeToFirstChunk());
		}
		Usage usage = context.getUsage();
		if (usage != null) {
			tokens("input", tags).record((double) usage.totalInputTokens());
			if (usage.outputTokens() != null) {
				tokens("output", tags).record(usage.outputTokens().doubleValue());
			}
		}
		retries(tags).increment(Math.max(context.getAttempts() - context.getFallbackAttempts() - 1, 0));
		if (context.getLimitWait() != null) {
			limitWait(tags).record(context.getLimitWait());
		}
		if (context.getFallbackModel() != null) {
			fallbacks(tags, context.getFallbackModel()).increment();
		}
	}

	private static List<Tag> tags(Observation.Context context) {
		List<Tag> tags = new ArrayList<>();
		for (KeyValue keyValue : context.getLowCardinalityKeyValues()) {
			tags.add(Tag.of(keyValue.getKey(), keyValue.getValue()));
		}
		return tags;
	}

	private Timer timer(List<Tag> tags) {
		return Timer.builder(ApixoMetricNames.TIME_TO_FIRST_CHUNK)
			.description("Time from the subscription to a call to its first event")
			.tags(tags)
			.register(this.meterRegistry);
	}

	private DistributionSummary tokens(String type, List<Tag> tags) {
		return DistributionSummary.builder(ApixoMetricNames.TOKEN_USAGE)
			.description("Tokens of a call, those of the prompt cache included")
			.baseUnit("token")
			.tags(tags)
			.tag(TOKEN_TYPE, type)
			.register(this.meterRegistry);
	}

	private Timer limitWait(List<Tag> tags) {
		return Timer.builder(ApixoMetricNames.LIMIT_WAIT)
			.description("Time for which a call has waited for its turns under the limits of its key")
			.tags(tags)
			.register(this.meterRegistry);
	}

	private Counter fallbacks(List<Tag> tags, String model) {
		return Counter.builder(ApixoMetricNames.FALLBACKS)
			.description("Calls that another model has answered than the one asked for")
			.tags(tags)
			.tag(FALLBACK_MODEL, model)
			.register(this.meterRegistry);
	}

	private Counter retries(List<Tag> tags) {
		return Counter.builder(ApixoMetricNames.RETRIES)
			.description("Requests sent after the first one of a call")
			.tags(tags)
			.register(this.meterRegistry);
	}

}
