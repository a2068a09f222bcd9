package ai.apixo.test;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts as transcripts show them.
 */
final class Quoted {

	private static final int LONGEST = 40;

	private Quoted() {
	}

	static String of(String... texts) {
		return Stream.of(texts)
			.map((text) -> (text.length() > LONGEST) ? text.substring(0, LONGEST) + ".." : text)
			.map((text) -> '"' + text.replace("\n", "\\n") + '"')
			.collect(Collectors.joining(", "));
	}

}
