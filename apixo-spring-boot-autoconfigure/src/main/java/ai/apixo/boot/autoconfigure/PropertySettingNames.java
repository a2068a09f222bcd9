package ai.apixo.boot.autoconfigure;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.lifecycle.SettingNames;

/**
 * The names of the properties, for the error messages of the clients.
 */
final class PropertySettingNames implements SettingNames {

	@Override
	public String apiKey() {
		return "'apixo.api-key' or the environment variable APIXO_API_KEY";
	}

	@Override
	public String baseUrl() {
		return "'apixo.base-url'";
	}

	@Override
	public String authentication() {
		return "'apixo.authentication'";
	}

	@Override
	public String trustedCertificates() {
		return "the SSL bundle named by 'apixo.http.ssl.bundle'";
	}

	@Override
	public String model() {
		return "'apixo.model'";
	}

	@Override
	public String maxTokens() {
		return "'apixo.max-tokens'";
	}

	@Override
	public String retryStatuses() {
		return "'apixo.retry.statuses'";
	}

	@Override
	public String bulkheadWait(String bulkhead) {
		return "'resilience4j.bulkhead.instances." + bulkhead + ".max-wait-duration'";
	}

	@Override
	public String structuredMode() {
		return "'apixo.structured.mode'";
	}

	@Override
	public String limit(ApixoLimit limit) {
		return switch (limit) {
			case CONNECT_TIMEOUT -> "'apixo.http.connect-timeout'";
			case RESPONSE_TIMEOUT -> "'apixo.http.response-timeout'";
			case IDLE_TIMEOUT -> "'apixo.idle-timeout'";
			case TOTAL_TIMEOUT -> "'apixo.total-timeout'";
			case MAX_CONNECTIONS -> "'apixo.http.max-connections'";
			case MAX_MESSAGE_SIZE -> "'apixo.http.max-message-size'";
			case MAX_RUN_SIZE -> "'apixo.relay.max-size'";
			case MAX_RELAY_MEMORY -> "'apixo.relay.memory.max-size'";
			case RUN_TIMEOUT -> "'apixo.tool.run-timeout'";
			case MAX_WAIT -> "'apixo.limits.max-wait'";
			case QUEUE_CAPACITY -> "'apixo.limits.queue-capacity'";
		};
	}

}
