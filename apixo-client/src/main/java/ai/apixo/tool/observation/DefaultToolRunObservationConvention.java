package ai.apixo.tool.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import org.jspecify.annotations.Nullable;

import ai.apixo.client.observation.ApixoMetricNames;
import ai.apixo.tool.observation.ToolObservationDocumentation.RunKeyNames;

/**
 * Names runs as the OpenTelemetry semantic conventions for generative AI do. Extend it to
 * add key values of your own.
 *
 * @since 0.1.0
 */
public class DefaultToolRunObservationConvention implements ToolRunObservationConvention {

	private static final String OPERATION = "invoke_agent";

	/**
	 * Create the convention.
	 */
	public DefaultToolRunObservationConvention() {
	}

	@Override
	public String getName() {
		return ApixoMetricNames.TOOL_RUN;
	}

	@Override
	public String getContextualName(ToolRunObservationContext context) {
		return OPERATION + " " + context.getRunnerName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ToolRunObservationContext context) {
		Throwable error = context.getError();
		return KeyValues.of(RunKeyNames.OPERATION_NAME.withValue(OPERATION),
				RunKeyNames.AGENT_NAME.withValue(context.getRunnerName()),
				orNone(RunKeyNames.STATUS, context.getStatus()),
				orNone(RunKeyNames.ERROR_TYPE, (error != null) ? error.getClass().getSimpleName() : null),
				orNone(RunKeyNames.OUTCOME, outcome(context)));
	}

	private static @Nullable String outcome(ToolRunObservationContext context) {
		if (context.isCancelled()) {
			return "cancelled";
		}
		if (context.getError() != null) {
			return "error";
		}
		return (context.getStatus() != null) ? "success" : null;
	}

	private static KeyValue orNone(KeyName key, @Nullable String value) {
		return (value != null) ? key.withValue(value) : key.withNoneValue();
	}

}
