package ai.apixo.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Takes the API key out of what came from outside: proxies echo it in error pages, as it
 * is or in the spelling of JSON, of HTML or of URLs.
 */
final class SecretMask {

	private static final String MASK = "******";

	private static final Map<Character, String> HTML_NAMES = Map.of('&', "amp", '<', "lt", '>', "gt", '"', "quot", '\'',
			"apos");

	private final String secret;

	private @Nullable Pattern otherSpellings;

	SecretMask(String secret) {
		this.secret = secret;
	}

	/**
	 * Mask the key in a text.
	 * @param text what came from outside
	 * @return the text without the key
	 */
	String apply(String text) {
		if (this.secret.isEmpty()) {
			return text;
		}
		String masked = text.replace(this.secret, MASK);
		boolean mayBeSpeltOtherwise = masked.indexOf('%') >= 0 || masked.indexOf('\\') >= 0 || masked.indexOf('&') >= 0;
		return mayBeSpeltOtherwise ? otherSpellings().matcher(masked).replaceAll(Matcher.quoteReplacement(MASK))
				: masked;
	}

	/**
	 * Mask the key in a failure of a connector, which may quote what it could not read.
	 * @param failure the failure
	 * @return the failure, or one that says the same without the key
	 */
	Throwable apply(Throwable failure) {
		StringWriter all = new StringWriter();
		failure.printStackTrace(new PrintWriter(all));
		if (apply(all.toString()).equals(all.toString())) {
			return failure;
		}
		IOException masked = new IOException(apply(failure.toString()));
		masked.setStackTrace(failure.getStackTrace());
		return masked;
	}

	private Pattern otherSpellings() {
		Pattern pattern = this.otherSpellings;
		if (pattern == null) {
			pattern = Pattern.compile(this.secret.chars()
				.mapToObj((character) -> spellings((char) character))
				.collect(Collectors.joining()));
			this.otherSpellings = pattern;
		}
		return pattern;
	}

	private static String spellings(char character) {
		String hex = "(?i:" + Integer.toHexString(character) + ")";
		String name = HTML_NAMES.get(character);
		return "(?:\\\\?" + Pattern.quote(String.valueOf(character)) + "|%" + hex + "|\\\\u00" + hex + "|&#0*"
				+ (int) character + ";|&#[xX]0*" + hex + ";" + ((name != null) ? "|&" + name + ";" : "") + ")";
	}

}
