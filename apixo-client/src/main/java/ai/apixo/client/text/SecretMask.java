package ai.apixo.client.text;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Makes what came from outside fit to be quoted: one line without the API key. Proxies
 * echo the key in error pages, as it is or in the spelling of JSON, of HTML or of URLs.
 * Only what is quoted is masked; what a response means is read as it came.
 *
 * @since 0.1.0
 */
public final class SecretMask {

	/**
	 * A key that is shorter is no secret, and it would be found in any text.
	 */
	private static final int MIN_LENGTH = 8;

	private static final String MASK = "******";

	private static final String CUT = "...";

	/** A page may break the key, or hold tags within it. */
	private static final Pattern SPACE = Pattern.compile("\\s+");

	private static final int MAX_CAUSES = 20;

	private static final Map<Character, String> HTML_NAMES = Map.of('&', "amp", '<', "lt", '>', "gt", '"', "quot", '\'',
			"apos");

	private final String secret;

	private @Nullable Pattern otherSpellings;

	/**
	 * Create a mask for a key.
	 * @param secret the key; one that is too short to be a secret is not masked
	 */
	public SecretMask(String secret) {
		this.secret = (secret.length() < MIN_LENGTH) ? "" : secret;
	}

	/**
	 * Mask the key in a text.
	 * @param text what came from outside
	 * @return the text without the key
	 */
	public String apply(String text) {
		if (this.secret.isEmpty()) {
			return text;
		}
		String masked = text.replace(this.secret, MASK);
		boolean mayBeSpelledOtherwise = masked.indexOf('%') >= 0 || masked.indexOf('\\') >= 0
				|| masked.indexOf('&') >= 0 || SPACE.matcher(masked).replaceAll("").contains(this.secret);
		return mayBeSpelledOtherwise ? otherSpellings().matcher(masked).replaceAll(Matcher.quoteReplacement(MASK))
				: masked;
	}

	/**
	 * Quote a text: one clean line of a bounded length, without the key.
	 * @param text what came from outside
	 * @param maxLength the maximum length
	 * @return the line
	 */
	public String quote(String text, int maxLength) {
		// Cleaning may bring the pieces of a key together.
		return cut(apply(PlainText.line(apply(text))), maxLength);
	}

	/**
	 * Quote a text as it is, with its lines.
	 * @param text what came from outside
	 * @param maxLength the maximum length
	 * @return the text
	 */
	public String quoteLines(String text, int maxLength) {
		return cut(apply(PlainText.lines(apply(text))), maxLength);
	}

	private static String cut(String text, int maxLength) {
		if (text.length() <= maxLength) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
		return text.substring(0, end) + CUT;
	}

	/**
	 * Mask the key in a failure of a connector, which may quote what it could not read.
	 * @param failure the failure
	 * @return the failure, or one that says the same without the key
	 */
	public Throwable apply(Throwable failure) {
		if (!mentionsSecret(failure, 0)) {
			return failure;
		}
		IOException masked = new IOException(apply(failure.toString()));
		masked.setStackTrace(failure.getStackTrace());
		return masked;
	}

	/**
	 * In what the failure says, not in its stack trace, where the names of classes and
	 * methods can hold the key only by chance.
	 */
	private boolean mentionsSecret(@Nullable Throwable failure, int depth) {
		if (failure == null || depth > MAX_CAUSES) {
			return false;
		}
		String message = String.valueOf(failure.getMessage());
		if (!apply(message).equals(message) || mentionsSecret(failure.getCause(), depth + 1)) {
			return true;
		}
		for (Throwable suppressed : failure.getSuppressed()) {
			if (mentionsSecret(suppressed, depth + 1)) {
				return true;
			}
		}
		return false;
	}

	private Pattern otherSpellings() {
		Pattern pattern = this.otherSpellings;
		if (pattern == null) {
			pattern = Pattern.compile(this.secret.chars()
				.mapToObj((character) -> spellings((char) character))
				.collect(Collectors.joining("\\s*+")));
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
