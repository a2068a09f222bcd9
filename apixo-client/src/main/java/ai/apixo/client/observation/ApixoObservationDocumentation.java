package ai.apixo.client.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Event;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of this client. Names without the prefix {@code apixo} are those of
 * the OpenTelemetry semantic conventions for generative AI (status: development).
 *
 * @since 0.1.0
 */
public enum ApixoObservationDocumentation implements ObservationDocumentation {

	/**
	 * One call, from subscription to its final signal, including all its attempts and
	 * waits.
	 */
	CALL {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultApixoObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}

		@Override
		public Event[] getEvents() {
			return Events.values();
		}

	};

	/**
	 * Keys of metrics and spans. Each is always present; an unknown value is
	 * {@code none}.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * Kind of operation, always {@code chat}.
		 */
		OPERATION_NAME("gen_ai.operation.name"),

		/**
		 * Flavor of the API, always {@code anthropic}; the gateway is in
		 * {@link #SERVER_ADDRESS}.
		 */
		PROVIDER_NAME("gen_ai.provider.name"),

		/**
		 * Requested model.
		 */
		REQUEST_MODEL("gen_ai.request.model"),

		/**
		 * Model that responded.
		 */
		RESPONSE_MODEL("gen_ai.response.model"),

		/**
		 * Host of the gateway.
		 */
		SERVER_ADDRESS("server.address"),

		/**
		 * What went wrong: the status as which an error of the gateway is treated, such
		 * as {@code 429}, or the simple class name of any other failure.
		 */
		ERROR_TYPE("error.type"),

		/**
		 * How the call ended: {@code success}, {@code error} or {@code cancelled}, and
		 * {@code none} while it is open.
		 */
		OUTCOME("outcome"),

		/**
		 * Name of the client, {@code apixo} unless set otherwise.
		 */
		CLIENT_NAME("apixo.client.name");

		private final String key;

		LowCardinalityKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of spans only. Unknown values are absent.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * Id of the response.
		 */
		RESPONSE_ID("gen_ai.response.id"),

		/**
		 * Why the model stopped.
		 */
		RESPONSE_FINISH_REASONS("gen_ai.response.finish_reasons"),

		/**
		 * Number of input tokens, including those read from and written to the cache.
		 */
		USAGE_INPUT_TOKENS("gen_ai.usage.input_tokens"),

		/**
		 * Number of output tokens.
		 */
		USAGE_OUTPUT_TOKENS("gen_ai.usage.output_tokens"),

		/**
		 * Number of input tokens read from the cache.
		 */
		USAGE_CACHE_READ_INPUT_TOKENS("gen_ai.usage.cache_read.input_tokens"),

		/**
		 * Number of input tokens written to the cache.
		 */
		USAGE_CACHE_CREATION_INPUT_TOKENS("gen_ai.usage.cache_creation.input_tokens"),

		/**
		 * Number of requests sent, including the first.
		 */
		ATTEMPTS("apixo.attempts"),

		/**
		 * Milliseconds for which the call has waited for its turns under the limits of
		 * its key.
		 */
		LIMIT_WAIT("apixo.limit.wait");

		private final String key;

		HighCardinalityKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Events within an observation.
	 */
	public enum Events implements Event {

		/**
		 * First event of a stream has been delivered to the subscriber.
		 */
		FIRST_CHUNK("first_chunk");

		private final String eventName;

		Events(String eventName) {
			this.eventName = eventName;
		}

		@Override
		public String getName() {
			return this.eventName;
		}

	}

}
