package ai.apixo.boot.autoconfigure;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.lifecycle.BaseUrl;

/**
 * Refuses a property {@code apixo.base-url} that would send the key in clear text
 * (SEC-7). Connection details and builders are code, and trusted.
 */
final class PlainHttpRule {

	private PlainHttpRule() {
	}

	/**
	 * Check a base URL.
	 * @param baseUrl the base URL
	 */
	static void check(BaseUrl baseUrl) {
		if (!baseUrl.isSecure()) {
			throw new ApixoConfigurationException(
					"The base URL in the property 'apixo.base-url' is plain http to '" + baseUrl.value().getHost()
							+ "', which would send the API key over the network in clear text.",
					"Use https. If the network between is trusted, set 'apixo.allow-insecure-base-url' to 'true'.");
		}
	}

}
