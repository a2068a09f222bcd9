package ai.apixo.boot.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Refuses a property {@code apixo.base-url} that is no address of a gateway, holds a
 * secret, or would send the key in clear text (SEC-6, SEC-7).
 */
final class BaseUrlCheck {

	private static final String PROPERTY = "The base URL in the property 'apixo.base-url' ";

	private static final Pattern LOOPBACK = Pattern
		.compile("(.+\\.)?localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(::1|0:0:0:0:0:0:0:1)]");

	private BaseUrlCheck() {
	}

	/**
	 * Check the base URL.
	 * @param baseUrl the value of the property
	 * @param allowInsecure the value of {@code apixo.allow-insecure-base-url}
	 * @return the base URL without white space around it
	 */
	static String check(String baseUrl, boolean allowInsecure) {
		URI uri = parse(baseUrl.strip());
		String scheme = (uri != null && uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (uri == null || uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
			throw new ApixoPropertyException(PROPERTY + "is not an absolute http or https URL with a host.",
					"Set 'apixo.base-url' to a URL such as 'https://llm.apixo.ai', or remove it to use that one.");
		}
		if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new ApixoPropertyException(PROPERTY + "carries user info, a query or a fragment.",
					"Remove everything before the host and after the path from 'apixo.base-url'. "
							+ "The key belongs in APIXO_API_KEY.");
		}
		if (scheme.equals("http") && !allowInsecure && !isLoopback(uri.getHost())) {
			throw new ApixoPropertyException(
					PROPERTY + "is plain http to '" + uri.getHost()
							+ "', which would send the API key over the network in clear text.",
					"Use https. If the network between is trusted, set 'apixo.allow-insecure-base-url' to 'true'.");
		}
		return uri.toString();
	}

	private static @Nullable URI parse(String baseUrl) {
		try {
			return new URI(baseUrl);
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/**
	 * Decided by the text alone: an answer of DNS may change or be forged.
	 * @param host the host of the URL
	 * @return whether it can only be this machine
	 */
	private static boolean isLoopback(String host) {
		return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
	}

}
