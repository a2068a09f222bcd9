package ai.apixo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Breaks of the API that the build accepts are told to users.
 */
class AcceptedChangesTests {

	private static final Pattern SECTION = Pattern.compile("(?ms)^### (?:Changed|Removed)\n(?<entries>.*?)(?=^##|\\z)");

	@Test
	void everyAcceptedBreakStandsBelowItsEntryInTheChangelog() throws IOException {
		String entries = entries();
		boolean told = false;
		for (String line : accepted()) {
			if (line.startsWith("- ")) {
				assertThat(entries).contains(words(line));
				told = true;
			}
			else {
				assertThat(told).as("an entry of CHANGELOG.md above " + line).isTrue();
				assertThat(line).matches("ai\\.apixo\\.[^:]+:[A-Z_]+");
			}
		}
	}

	private static List<String> accepted() throws IOException {
		return Files.readAllLines(Path.of("../config/api/accepted-changes.txt"))
			.stream()
			.filter((line) -> !line.isBlank() && !line.startsWith("#"))
			.toList();
	}

	private static String entries() throws IOException {
		StringBuilder entries = new StringBuilder();
		Matcher section = SECTION.matcher(Files.readString(Path.of("../CHANGELOG.md")));
		while (section.find()) {
			entries.append(section.group("entries"));
		}
		return words(entries.toString());
	}

	private static String words(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

}
