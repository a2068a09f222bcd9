package ai.apixo.client.observation;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.observation.ApixoObservationDocumentation.HighCardinalityKeyNames;
import ai.apixo.client.observation.ApixoObservationDocumentation.LowCardinalityKeyNames;
import ai.apixo.messages.Usage;

/**
 * Names calls and their key values as the OpenTelemetry semantic conventions for
 * generative AI do. Extend it to add key values of your own.
 *
 * @since 0.1.0
 */
public class DefaultApixoObservationConvention implements ApixoObservationConvention {

	private static final String OPERATION = "chat";

	private static final String PROVIDER = "anthropic";

	private static final int MAX_MODELS = 100;

	private static final int MAX_LENGTH = 100;

	private static final String OTHER_MODEL = "other";

	private final Set<String> models = ConcurrentHashMap.newKeySet();

	private final int maxModels;

	/**
	 * Create a convention that names up to 100 models.
	 */
	public DefaultApixoObservationConvention() {
		this(MAX_MODELS);
	}

	/**
	 * Create a convention.
	 * @param maxModels how many models it names, those of requests and of responses
	 * together; further ones are {@code other}. Names come from users and gateways, and
	 * each is a meter of its own
	 */
	public DefaultApixoObservationConvention(int maxModels) {
		this.maxModels = maxModels;
	}

	@Override
	public String getName() {
		return ApixoMetricNames.OPERATION_DURATION;
	}

	@Override
	public String getContextualName(ApixoObservationContext context) {
		String model = model(context.getRequestModel());
		return (model != null) ? OPERATION + " " + model : OPERATION;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ApixoObservationContext context) {
		return KeyValues.of(LowCardinalityKeyNames.OPERATION_NAME.withValue(OPERATION),
				LowCardinalityKeyNames.PROVIDER_NAME.withValue(PROVIDER),
				LowCardinalityKeyNames.CLIENT_NAME.withValue(context.getClientName()),
				LowCardinalityKeyNames.SERVER_ADDRESS.withValue(context.getServerAddress()),
				orNone(LowCardinalityKeyNames.REQUEST_MODEL, model(context.getRequestModel())),
				orNone(LowCardinalityKeyNames.RESPONSE_MODEL, model(context.getResponseModel())),
				orNone(LowCardinalityKeyNames.ERROR_TYPE, errorType(context.getError())),
				orNone(LowCardinalityKeyNames.OUTCOME, outcome(context)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ApixoObservationContext context) {
		KeyValues keyValues = KeyValues
			.of(HighCardinalityKeyNames.ATTEMPTS.withValue(String.valueOf(context.getAttempts())));
		keyValues = and(keyValues, HighCardinalityKeyNames.RESPONSE_ID, cut(context.getResponseId()));
		keyValues = and(keyValues, HighCardinalityKeyNames.RESPONSE_FINISH_REASONS, cut(context.getStopReason()));
		Duration wait = context.getLimitWait();
		keyValues = and(keyValues, HighCardinalityKeyNames.LIMIT_WAIT,
				(wait != null) ? String.valueOf(wait.toMillis()) : null);
		Usage usage = context.getUsage();
		return (usage != null) ? keyValues.and(tokens(usage)) : keyValues;
	}

	private @Nullable String model(@Nullable String model) {
		String name = cut(model);
		if (name == null || this.models.contains(name)) {
			return name;
		}
		if (this.models.size() >= this.maxModels) {
			return OTHER_MODEL;
		}
		// Some more may get in at the same moment, which does no harm.
		this.models.add(name);
		return name;
	}

	private static @Nullable String cut(@Nullable String text) {
		return (text != null && text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) : text;
	}

	private static KeyValues tokens(Usage usage) {
		return KeyValues.of(count(HighCardinalityKeyNames.USAGE_INPUT_TOKENS, usage.totalInputTokens()),
				count(HighCardinalityKeyNames.USAGE_OUTPUT_TOKENS, orZero(usage.outputTokens())),
				count(HighCardinalityKeyNames.USAGE_CACHE_READ_INPUT_TOKENS, orZero(usage.cacheReadInputTokens())),
				count(HighCardinalityKeyNames.USAGE_CACHE_CREATION_INPUT_TOKENS,
						orZero(usage.cacheCreationInputTokens())));
	}

	private static long orZero(@Nullable Long tokens) {
		return (tokens != null) ? tokens : 0;
	}

	private static KeyValue count(KeyName key, long tokens) {
		return key.withValue(String.valueOf(tokens));
	}

	private static @Nullable String outcome(ApixoObservationContext context) {
		if (context.isCancelled()) {
			return "cancelled";
		}
		if (context.getError() != null) {
			return "error";
		}
		return context.isCompleted() ? "success" : null;
	}

	private static @Nullable String errorType(@Nullable Throwable error) {
		if (error instanceof ApixoApiException api) {
			return String.valueOf(api.effectiveStatus());
		}
		return (error != null) ? error.getClass().getSimpleName() : null;
	}

	private static KeyValue orNone(KeyName key, @Nullable String value) {
		return (value != null) ? key.withValue(value) : key.withNoneValue();
	}

	private static KeyValues and(KeyValues keyValues, KeyName key, @Nullable String value) {
		return (value != null) ? keyValues.and(key.withValue(value)) : keyValues;
	}

}
