package ai.apixo.client.lifecycle;

import ai.apixo.client.error.ApixoLimit;

/**
 * The names of the settings of a client where its user sets them, for error messages that
 * say what to do. Each name fits into "Check ..." or "Raise ...".
 *
 * @since 0.1.0
 */
public interface SettingNames {

	/**
	 * Return the name of the API key.
	 * @return the name
	 */
	String apiKey();

	/**
	 * Return the name of the gateway's address.
	 * @return the name
	 */
	String baseUrl();

	/**
	 * Return the name of the choice of how the key is sent.
	 * @return the name
	 */
	String authentication();

	/**
	 * Return the name of the certificates to trust.
	 * @return the name
	 */
	String trustedCertificates();

	/**
	 * Return the name of the default model.
	 * @return the name
	 */
	String model();

	/**
	 * Return the name of the default token limit.
	 * @return the name
	 */
	String maxTokens();

	/**
	 * Return the name of the statuses that are retried.
	 * @return the name
	 */
	String retryStatuses();

	/**
	 * Return the name of the time that a bulkhead may wait.
	 * @param bulkhead the bulkhead's name
	 * @return the name
	 */
	String bulkheadWait(String bulkhead);

	/**
	 * Return the name of how structured output asks for JSON.
	 * @return the name
	 */
	String structuredMode();

	/**
	 * Return the name of a limit.
	 * @param limit the limit
	 * @return the name
	 */
	String limit(ApixoLimit limit);

}
