package ai.apixo.client;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.lifecycle.SettingNames;

/**
 * The headers of each request: the key, version, betas, and what the user adds.
 */
final class RequestHeaders {

	private static final Set<String> CREDENTIALS = Set.of("x-api-key", "authorization");

	private static final Set<String> RESERVED = Set.of("cookie", "proxy-authorization", "anthropic-version",
			"anthropic-beta", "content-type", "content-length", "accept", "accept-encoding", "host", "connection",
			"transfer-encoding", "upgrade", "expect", "te", "trailer");

	private static final RequestHeaders DEFAULTS = new RequestHeaders(ApixoAuthentication.API_KEY, "2023-06-01",
			List.of(), Map.of());

	private final ApixoAuthentication authentication;

	private final String version;

	private final List<String> betas;

	private final Map<String, List<String>> others;

	private RequestHeaders(ApixoAuthentication authentication, String version, List<String> betas,
			Map<String, List<String>> others) {
		this.authentication = authentication;
		this.version = version;
		this.betas = betas;
		this.others = others;
	}

	static RequestHeaders defaults() {
		return DEFAULTS;
	}

	RequestHeaders with(ApixoAuthentication authentication) {
		return new RequestHeaders(authentication, this.version, this.betas, this.others);
	}

	RequestHeaders withVersion(String version) {
		return new RequestHeaders(this.authentication, required("anthropic-version", version), this.betas, this.others);
	}

	RequestHeaders withBetas(List<String> betas) {
		return new RequestHeaders(this.authentication, this.version,
				betas.stream().map((beta) -> required("anthropic-beta", beta)).toList(), this.others);
	}

	RequestHeaders with(String name, List<String> values, SettingNames names) {
		checkName(name, names);
		Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		changed.putAll(this.others);
		changed.remove(name);
		if (!values.isEmpty()) {
			changed.put(name, values.stream().map((value) -> checkedValue(name, value)).toList());
		}
		return new RequestHeaders(this.authentication, this.version, this.betas, Collections.unmodifiableMap(changed));
	}

	boolean hasInterleavedThinking() {
		return this.betas.stream().anyMatch((beta) -> beta.contains("interleaved-thinking"));
	}

	void writeTo(HttpHeaders headers, String apiKey) {
		headers.remove(HttpHeaders.AUTHORIZATION);
		headers.remove(HttpHeaders.COOKIE);
		this.others.forEach(headers::put);
		switch (this.authentication) {
			case API_KEY -> headers.set("x-api-key", apiKey);
			case BEARER -> {
				headers.remove("x-api-key");
				headers.setBearerAuth(apiKey);
			}
		}
		headers.set("anthropic-version", this.version);
		if (!this.betas.isEmpty()) {
			headers.set("anthropic-beta", StringUtils.collectionToCommaDelimitedString(this.betas));
		}
	}

	private static void checkName(String name, SettingNames names) {
		if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
			throw new ApixoConfigurationException("A header name has characters that no header name may have");
		}
		String lowerCase = name.toLowerCase(Locale.ROOT);
		if (CREDENTIALS.contains(lowerCase)) {
			throw new ApixoConfigurationException("The header '" + name + "' is set by the client from its API key.",
					"Set " + names.apiKey() + " to the key, and " + names.authentication()
							+ " to how the gateway wants it: as 'x-api-key', or as 'Authorization: Bearer'.");
		}
		if (RESERVED.contains(lowerCase)) {
			throw new ApixoConfigurationException("The header '" + name + "' is set by the client and cannot be added.",
					"Remove it, or use the setting that is made for it.");
		}
	}

	private static String required(String name, String value) {
		String checked = checkedValue(name, value);
		if (checked.isEmpty()) {
			throw new ApixoConfigurationException("The value of the header '" + name + "' is empty.",
					"Set it, or omit it to use the default.");
		}
		return checked;
	}

	private static String checkedValue(String name, String value) {
		String stripped = value.strip();
		if (!stripped.chars().allMatch((character) -> (character >= ' ' && character < 0x7F) || character == '\t')) {
			throw new ApixoConfigurationException("The value of the header '" + name
					+ "' has characters that no header may have, such as a line break");
		}
		return stripped;
	}

}
