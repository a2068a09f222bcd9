package ai.apixo.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Takes the API key out of text that came from outside: proxies echo it in error pages.
 */
final class SecretMask {

	private static final String MASK = "******";

	private final Set<String> spellings = new LinkedHashSet<>();

	SecretMask(String secret) {
		if (!secret.isEmpty()) {
			this.spellings.add(secret);
			this.spellings.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
			this.spellings.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
			this.spellings.add(secret.replace("/", "\\/"));
			this.spellings.add(secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
		}
	}

	String apply(String text) {
		String masked = text;
		for (String spelling : this.spellings) {
			masked = masked.replace(spelling, MASK);
		}
		return masked;
	}

}
