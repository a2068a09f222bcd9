package ai.apixo.test;

import java.util.Objects;
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
		return Stream.of(Objects.requireNonNull(texts, "The texts of a reply must not be null"))
			.map((text) -> Objects.requireNonNull(text, "A text of a reply must not be null"))
			.map((text) -> (text.length() > LONGEST) ? text.substring(0, LONGEST) + ".." : text)
			.map((text) -> '"' + text.replace("\n", "\\n") + '"')
			.collect(Collectors.joining(", "));
	}

}
