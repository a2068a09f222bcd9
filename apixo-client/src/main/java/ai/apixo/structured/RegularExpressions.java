package ai.apixo.structured;

import java.util.regex.Pattern;

/**
 * Tells which regular expressions of Java mean the same in JSON Schema, where they are
 * those of ECMA-262.
 */
final class RegularExpressions {

	/**
	 * Escapes, groups, quantifiers and classes that one of the two does not know, or that
	 * differ.
	 */
	private static final Pattern FOREIGN = Pattern
		.compile("\\\\[^dwDWstrnf.*+?^${}()|\\[\\]\\\\/-]|\\(\\?[^:=!]|[*+?}]\\+|&&|\\[[^\\]]*\\[");

	private RegularExpressions() {
	}

	static boolean isPortable(String expression) {
		return !FOREIGN.matcher(expression).find();
	}

}
