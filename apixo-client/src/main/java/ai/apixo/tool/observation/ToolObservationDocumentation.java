package ai.apixo.tool.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of the tool runner. Names without the prefix {@code apixo} are those
 * of the OpenTelemetry semantic conventions for generative AI (status: development).
 *
 * @since 0.1.0
 */
public enum ToolObservationDocumentation implements ObservationDocumentation {

	/**
	 * One run, from its subscription to its end. The calls to the gateway and those of
	 * tools are its children.
	 */
	RUN {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultToolRunObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return RunKeyNames.values();
		}

	},

	/**
	 * One call of a tool, from the invocation to the result.
	 */
	CALL {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultToolCallObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return CallKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityCallKeyNames.values();
		}

	};

	/**
	 * Keys of metrics and spans of a run. Each is always present; a value that is not
	 * known is {@code none}.
	 */
	public enum RunKeyNames implements KeyName {

		/**
		 * Kind of operation, always {@code invoke_agent}.
		 */
		OPERATION_NAME("gen_ai.operation.name"),

		/**
		 * Name of the runner, {@code apixo} unless set otherwise.
		 */
		AGENT_NAME("gen_ai.agent.name"),

		/**
		 * Status at the end, such as {@code completed}; {@code none} for a run that
		 * failed or was cancelled.
		 */
		STATUS("apixo.tool.run.status"),

		/**
		 * Simple class name of the failure.
		 */
		ERROR_TYPE("error.type"),

		/**
		 * How the run ended: {@code success}, {@code error} or {@code cancelled}, and
		 * {@code none} while it is open.
		 */
		OUTCOME("outcome");

		private final String key;

		RunKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of metrics and spans of a call. Each is always present; a value that is not
	 * known is {@code none}.
	 */
	public enum CallKeyNames implements KeyName {

		/**
		 * Kind of operation, always {@code execute_tool}.
		 */
		OPERATION_NAME("gen_ai.operation.name"),

		/**
		 * Name of the function, or {@code unknown} for one that the runner does not have.
		 */
		TOOL_NAME("gen_ai.tool.name"),

		/**
		 * What went wrong: the simple class name of what was thrown, or {@code timeout},
		 * {@code invalid_arguments}, {@code unknown_tool}, {@code denied} or
		 * {@code result_too_large}.
		 */
		ERROR_TYPE("error.type"),

		/**
		 * How the call ended: {@code success}, {@code error} or {@code cancelled}, and
		 * {@code none} while it is open.
		 */
		OUTCOME("outcome");

		private final String key;

		CallKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of spans of a call only.
	 */
	public enum HighCardinalityCallKeyNames implements KeyName {

		/**
		 * Id of the call.
		 */
		CALL_ID("gen_ai.tool.call.id");

		private final String key;

		HighCardinalityCallKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
