package ai.apixo.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Where the gateway is.
 *
 * @param value scheme, host, port and path, without a slash at the end
 */
record BaseUrl(URI value) {

	static final BaseUrl DEFAULT = of("https://llm.apixo.ai");

	/**
	 * Check a base URL. What is refused is not repeated, since it may hold a secret.
	 */
	static BaseUrl of(String text) {
		URI uri = parse(text.strip());
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		check(scheme.equals("https") || scheme.equals("http"), "must begin with https:// or http://");
		check(uri.getHost() != null, "must name a host");
		check(uri.getRawUserInfo() == null, "must not carry user info; the key belongs in 'apixo.api-key'");
		check(uri.getRawQuery() == null, "must not carry a query");
		check(uri.getRawFragment() == null, "must not carry a fragment");
		String value = uri.toString();
		while (value.endsWith("/")) {
			value = value.substring(0, value.length() - 1);
		}
		return new BaseUrl(URI.create(value));
	}

	private static URI parse(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			throw new ApixoConfigurationException(
					"The base URL is not a URL. Set 'apixo.base-url' to an address such as https://llm.apixo.ai");
		}
	}

	private static void check(boolean valid, String rule) {
		if (!valid) {
			throw new ApixoConfigurationException(
					"The base URL " + rule + ". Set 'apixo.base-url' to an address such as https://llm.apixo.ai");
		}
	}

	String host() {
		int port = this.value.getPort();
		return (port >= 0) ? this.value.getHost() + ":" + port : this.value.getHost();
	}

	boolean hasSameOrigin(BaseUrl other) {
		return origin().equals(other.origin());
	}

	private String origin() {
		int port = this.value.getPort();
		String scheme = this.value.getScheme().toLowerCase(Locale.ROOT);
		int effectivePort = (port >= 0) ? port : scheme.equals("https") ? 443 : 80;
		return scheme + "://" + this.value.getHost().toLowerCase(Locale.ROOT) + ":" + effectivePort;
	}

}
