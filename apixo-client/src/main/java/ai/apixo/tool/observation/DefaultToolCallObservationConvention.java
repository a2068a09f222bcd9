package ai.apixo.tool.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.observation.ApixoMetricNames;
import ai.apixo.tool.observation.ToolObservationDocumentation.CallKeyNames;
import ai.apixo.tool.observation.ToolObservationDocumentation.HighCardinalityCallKeyNames;

/**
 * Names calls of tools as the OpenTelemetry semantic conventions for generative AI do.
 * Extend it to add key values of your own.
 *
 * @since 0.1.0
 */
public class DefaultToolCallObservationConvention implements ToolCallObservationConvention {

	private static final String OPERATION = "execute_tool";

	/**
	 * Create the convention.
	 */
	public DefaultToolCallObservationConvention() {
	}

	@Override
	public String getName() {
		return ApixoMetricNames.TOOL_CALL;
	}

	@Override
	public String getContextualName(ToolCallObservationContext context) {
		return OPERATION + " " + context.getToolName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ToolCallObservationContext context) {
		return KeyValues.of(CallKeyNames.OPERATION_NAME.withValue(OPERATION),
				CallKeyNames.TOOL_NAME.withValue(context.getToolName()),
				orNone(CallKeyNames.ERROR_TYPE, context.getErrorType()),
				orNone(CallKeyNames.OUTCOME, outcome(context)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ToolCallObservationContext context) {
		return KeyValues.of(HighCardinalityCallKeyNames.CALL_ID.withValue(context.getCallId()));
	}

	private static @Nullable String outcome(ToolCallObservationContext context) {
		if (context.isCancelled()) {
			return "cancelled";
		}
		if (context.getErrorType() != null) {
			return "error";
		}
		return context.isCompleted() ? "success" : null;
	}

	private static KeyValue orNone(KeyName key, @Nullable String value) {
		return (value != null) ? key.withValue(value) : key.withNoneValue();
	}

}
