package ai.apixo.client.lifecycle;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Where the gateway is.
 *
 * @param value scheme, host, port and the path before {@code /v1/messages}, without a
 * slash at the end
 * @since 0.1.0
 */
public record BaseUrl(URI value) {

	/**
	 * The address of APIXO.
	 */
	public static final BaseUrl DEFAULT = new BaseUrl(URI.create("https://llm.apixo.ai"));

	private static final int MAX_PORT = 65535;

	private static final int KEY_ID_BYTES = 8;

	private static final Pattern LOOPBACK = Pattern
		.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(::1|0:0:0:0:0:0:0:1)]");

	/**
	 * Check a base URL. What is refused is not repeated, since it may hold a secret.
	 * @param text an absolute http or https URL. Its path is kept as a prefix of
	 * {@code /v1/messages}; a {@code /v1} or {@code /v1/messages} at its end is taken off
	 * @param names what the settings are called
	 * @return the base URL
	 * @throws ApixoConfigurationException if it is no address of a gateway
	 */
	public static BaseUrl of(String text, SettingNames names) {
		refuseMistakes(text.strip(), names);
		URI uri = parse(text.strip());
		String example = "Set " + names.baseUrl() + " to a URL such as '" + DEFAULT.value + "'.";
		if (uri != null && uri.getHost() == null) {
			refuseHost(String.valueOf(uri.getRawAuthority()), names);
		}
		if (uri == null || uri.getHost() == null || !(scheme(uri).equals("https") || scheme(uri).equals("http"))) {
			throw refused(names, "is not an absolute http or https URL with a host.", example);
		}
		if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw refused(names, "carries user info, a query or a fragment.",
					"Remove everything before the host and after the path. The key belongs in " + names.apiKey() + ".");
		}
		if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
			throw refused(names, "has a port that does not exist.", "Use a port from 1 to " + MAX_PORT + ".");
		}
		return new BaseUrl(URI.create(withoutEndpoint(withoutSlashes(uri.toString()))));
	}

	/**
	 * Refuse what can only be a mistake, and say which.
	 */
	private static void refuseMistakes(String text, SettingNames names) {
		if (text.contains("${")) {
			throw refused(names, "has a placeholder that nothing has replaced.",
					"Define what it names, or set " + names.baseUrl() + " to the URL itself.");
		}
		if (text.startsWith("\"") || text.startsWith("'")) {
			throw refused(names, "stands in quotation marks.", "Remove them.");
		}
	}

	private static void refuseHost(String authority, SettingNames names) {
		if (authority.contains("_") && !authority.contains("@")) {
			throw refused(names, "has a host with an underscore, which Java does not accept in a host name.",
					"Set " + names.baseUrl() + " to an alias without one, or to the address of the host.");
		}
		if (!authority.chars().allMatch((character) -> character < 0x80)) {
			throw refused(names, "names a host with characters outside ASCII.",
					"Write it as the name service does, as in 'xn--...'.");
		}
	}

	private static @Nullable URI parse(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static ApixoConfigurationException refused(SettingNames names, String reason, String action) {
		return new ApixoConfigurationException("The base URL in " + names.baseUrl() + " " + reason, action);
	}

	/**
	 * Take off what others expect in a base URL: the version, or the whole endpoint.
	 */
	private static String withoutEndpoint(String url) {
		String withoutMessages = url.endsWith("/v1/messages") ? url.substring(0, url.length() - "/messages".length())
				: url;
		return withoutMessages.endsWith("/v1")
				? withoutSlashes(withoutMessages.substring(0, withoutMessages.length() - "/v1".length()))
				: withoutMessages;
	}

	private static String withoutSlashes(String url) {
		int end = url.length();
		while (end > 0 && url.charAt(end - 1) == '/') {
			end--;
		}
		return url.substring(0, end);
	}

	private static String scheme(URI uri) {
		return (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
	}

	/**
	 * Return the host, for texts.
	 * @return the host and, if the URL has one, the port
	 */
	public String host() {
		int port = this.value.getPort();
		return (port >= 0) ? this.value.getHost() + ":" + port : this.value.getHost();
	}

	/**
	 * Return whether another base URL leads to the same server.
	 * @param other the other base URL
	 * @return whether scheme, host and port are the same
	 */
	public boolean hasSameOrigin(BaseUrl other) {
		return origin().equals(other.origin());
	}

	/**
	 * Return an id of a key at this gateway. Prefixes do not matter, and the key cannot
	 * be found out from it.
	 * @param key the key
	 * @return the first 16 hexadecimal digits of the SHA-256 of origin, line feed and key
	 */
	public String keyId(String key) {
		byte[] digest = sha256().digest((origin() + '\n' + key).getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(digest, 0, KEY_ID_BYTES);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java runtime has SHA-256", ex);
		}
	}

	/**
	 * Return whether what is sent crosses no network in clear text. Decided by the text
	 * alone: a response of DNS may change or be forged. Names under {@code localhost}
	 * should never reach DNS (RFC 6761), but resolvers of Java ask it for them.
	 * @return whether the scheme is https or the host is a loopback literal
	 */
	public boolean isSecure() {
		return !scheme(this.value).equals("http")
				|| LOOPBACK.matcher(this.value.getHost().toLowerCase(Locale.ROOT)).matches();
	}

	/**
	 * Return the origin in the form of RFC 6454, without the port if it is the scheme's
	 * own.
	 * @return the origin
	 */
	public String origin() {
		String scheme = scheme(this.value);
		int port = this.value.getPort();
		boolean own = port < 0 || port == (scheme.equals("https") ? 443 : 80);
		return scheme + "://" + this.value.getHost().toLowerCase(Locale.ROOT) + (own ? "" : ":" + port);
	}

}
