package ai.apixo.test;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes a key out of a text, in whatever spelling the client masks, and leaves as many
 * asterisks.
 */
final class KeyMask {

	private static final Map<Character, String> HTML_NAMES = Map.of('&', "amp", '<', "lt", '>', "gt", '"', "quot", '\'',
			"apos");

	private final Pattern key;

	KeyMask(String key) {
		this.key = key.isEmpty() ? Pattern.compile("(?!)") : Pattern
			.compile(key.chars().mapToObj((character) -> spellings((char) character)).collect(Collectors.joining()));
	}

	String apply(String text) {
		return this.key.matcher(text).replaceAll((found) -> "*".repeat(found.group().length()));
	}

	private static String spellings(char character) {
		String hex = "(?i:" + Integer.toHexString(character) + ")";
		String name = HTML_NAMES.get(character);
		return "(?:\\\\?" + Pattern.quote(String.valueOf(character)) + "|%" + hex + "|\\\\u00" + hex + "|&#0*"
				+ (int) character + ";|&#[xX]0*" + hex + ";" + ((name != null) ? "|&" + name + ";" : "") + ")";
	}

}
