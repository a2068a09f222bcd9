package ai.apixo.client;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.lifecycle.SettingNames;

/**
 * The names of the settings on {@link ApixoMessagesClient.Builder}, for clients that are
 * built by hand.
 */
final class BuilderSettingNames implements SettingNames {

	@Override
	public String apiKey() {
		return "apiKey(..) of the client's builder";
	}

	@Override
	public String baseUrl() {
		return "baseUrl(..) of the client's builder";
	}

	@Override
	public String authentication() {
		return "authentication(..) of the client's builder";
	}

	@Override
	public String trustedCertificates() {
		return "the trust store of the connector";
	}

	@Override
	public String model() {
		return "defaultModel(..) of the client's builder";
	}

	@Override
	public String maxTokens() {
		return "defaultMaxTokens(..) of the client's builder";
	}

	@Override
	public String retryStatuses() {
		return "the statuses of its ApixoRetryPredicate";
	}

	@Override
	public String bulkheadWait(String bulkhead) {
		return "its maximum wait duration";
	}

	@Override
	public String structuredMode() {
		return "mode(..) of the builder of the structured output";
	}

	@Override
	public String limit(ApixoLimit limit) {
		return switch (limit) {
			case CONNECT_TIMEOUT -> "the connect timeout of the connector";
			case RESPONSE_TIMEOUT -> "responseTimeout(..) of the client's builder";
			case IDLE_TIMEOUT -> "idleTimeout(..) of the client's builder";
			case TOTAL_TIMEOUT -> "totalTimeout(..) of the client's builder";
			case MAX_CONNECTIONS -> "the connection limit of the connector";
			case MAX_MESSAGE_SIZE -> "maxMessageSize(..) of the client's builder";
			case MAX_RUN_SIZE -> "maxSize(..) of the relay's builder";
			case MAX_RELAY_MEMORY -> "the size of the relay's MemoryRelayStore";
			case RUN_TIMEOUT -> "runTimeout(..) of the builder of the tool runner";
			case MAX_WAIT -> "maxWait(..) of its CallLimits";
			case QUEUE_CAPACITY -> "queueCapacity(..) of its CallLimits";
		};
	}

}
