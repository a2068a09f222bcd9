package ai.apixo.client.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * Names calls and their key values according to the OpenTelemetry semantic conventions
 * for generative AI. Extend it to add your own key values.
 *
 * @since 0.1.0
 */
public class DefaultApixoObservationConvention implements ApixoObservationConvention {

	private static final String OPERATION = "chat";

	private static final String PROVIDER = "anthropic";

	private static final int MAX_MODELS = 100;

	private static final int MAX_LENGTH = 100;

	private static final String OTHER_MODEL = "other";

	/**
	 * How many combinations of names are remembered. Models are bounded, and so are the
	 * others by what an application is made of.
	 */
	private static final int MAX_KNOWN = 1000;

	private static final KeyValue OPERATION_NAME = LowCardinalityKeyNames.OPERATION_NAME.withValue(OPERATION);

	private static final KeyValue PROVIDER_NAME = LowCardinalityKeyNames.PROVIDER_NAME.withValue(PROVIDER);

	private final Map<Names, KeyValues> known = new ConcurrentHashMap<>();

	private final Set<String> models = ConcurrentHashMap.newKeySet();

	private final int maxModels;

	/**
	 * Create a convention that distinguishes up to 100 models.
	 */
	public DefaultApixoObservationConvention() {
		this(MAX_MODELS);
	}

	/**
	 * Create a convention.
	 * @param maxModels the maximum number of distinct models in requests and responses
	 * together; further models are {@code other}. Names come from users and gateways, and
	 * each creates a separate meter
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
		Names names = new Names(context.getClientName(), context.getServerAddress(), model(context.getRequestModel()),
				model(context.getResponseModel()), errorType(context.getError()), outcome(context));
		KeyValues keyValues = this.known.get(names);
		if (keyValues == null) {
			keyValues = names.keyValues();
			if (this.known.size() < MAX_KNOWN) {
				this.known.put(names, keyValues);
			}
		}
		return keyValues;
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ApixoObservationContext context) {
		List<KeyValue> keyValues = new ArrayList<>(HighCardinalityKeyNames.values().length);
		keyValues.add(HighCardinalityKeyNames.ATTEMPTS.withValue(String.valueOf(context.getAttempts())));
		add(keyValues, HighCardinalityKeyNames.RESPONSE_ID, cut(context.getResponseId()));
		add(keyValues, HighCardinalityKeyNames.RESPONSE_FINISH_REASONS, cut(context.getStopReason()));
		Duration wait = context.getLimitWait();
		add(keyValues, HighCardinalityKeyNames.LIMIT_WAIT, (wait != null) ? String.valueOf(wait.toMillis()) : null);
		Usage usage = context.getUsage();
		if (usage != null) {
			addTokens(keyValues, usage);
		}
		return KeyValues.of(keyValues);
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

	private static void addTokens(List<KeyValue> keyValues, Usage usage) {
		keyValues.add(count(HighCardinalityKeyNames.USAGE_INPUT_TOKENS, usage.totalInputTokens()));
		keyValues.add(count(HighCardinalityKeyNames.USAGE_OUTPUT_TOKENS, orZero(usage.outputTokens())));
		keyValues
			.add(count(HighCardinalityKeyNames.USAGE_CACHE_READ_INPUT_TOKENS, orZero(usage.cacheReadInputTokens())));
		keyValues.add(count(HighCardinalityKeyNames.USAGE_CACHE_CREATION_INPUT_TOKENS,
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

	private static void add(List<KeyValue> keyValues, KeyName key, @Nullable String value) {
		if (value != null) {
			keyValues.add(key.withValue(value));
		}
	}

	/**
	 * What the key values of metrics and spans are made of, so that they are made once.
	 */
	private record Names(String client, String server, @Nullable String requestModel, @Nullable String responseModel,
			@Nullable String errorType, @Nullable String outcome) {

		KeyValues keyValues() {
			return KeyValues.of(OPERATION_NAME, PROVIDER_NAME,
					LowCardinalityKeyNames.CLIENT_NAME.withValue(this.client),
					LowCardinalityKeyNames.SERVER_ADDRESS.withValue(this.server),
					orNone(LowCardinalityKeyNames.REQUEST_MODEL, this.requestModel),
					orNone(LowCardinalityKeyNames.RESPONSE_MODEL, this.responseModel),
					orNone(LowCardinalityKeyNames.ERROR_TYPE, this.errorType),
					orNone(LowCardinalityKeyNames.OUTCOME, this.outcome));
		}

		private static KeyValue orNone(KeyName key, @Nullable String value) {
			return (value != null) ? key.withValue(value) : key.withNoneValue();
		}

	}

}
