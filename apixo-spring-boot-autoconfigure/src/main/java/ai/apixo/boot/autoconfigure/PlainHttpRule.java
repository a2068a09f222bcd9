package ai.apixo.boot.autoconfigure;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.lifecycle.BaseUrl;

/**
 * Refuses a property {@code apixo.base-url} that would send the key in clear text
 * (SEC-7). Connection details and builders are code, and trusted.
 */
final class PlainHttpRule {

	private static final Pattern LOOPBACK = Pattern
		.compile("(.+\\.)?localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(::1|0:0:0:0:0:0:0:1)]");

	private PlainHttpRule() {
	}

	/**
	 * Check a base URL.
	 * @param baseUrl the base URL
	 */
	static void check(BaseUrl baseUrl) {
		URI uri = baseUrl.value();
		if (uri.getScheme().equalsIgnoreCase("http") && !isLoopback(uri.getHost())) {
			throw new ApixoConfigurationException(
					"The base URL in the property 'apixo.base-url' is plain http to '" + uri.getHost()
							+ "', which would send the API key over the network in clear text.",
					"Use https. If the network between is trusted, set 'apixo.allow-insecure-base-url' to 'true'.");
		}
	}

	/**
	 * Decided by the text alone: a response of DNS may change or be forged.
	 */
	private static boolean isLoopback(String host) {
		return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
	}

}
