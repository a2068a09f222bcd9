package ai.apixo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pages for contributors name is there.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..");

	private static final List<String> ASSISTANTS = List.of("ours", "spring-ai", "langchain4j");

	private static final Pattern NO_CODE = Pattern.compile("^\\s*(package |import |//|/\\*|\\*)");

	private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)[\\w.]*`");

	private static final Pattern SECTION = Pattern.compile("]\\((?!https?:)([^)#]*)#([^)]+)\\)");

	private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");

	@ParameterizedTest
	@ValueSource(strings = { "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md" })
	void classesExist(String page) throws IOException {
		assertThat(names(page, CLASS)).isSubsetOf(classes());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linkedFilesExist(Path page) throws IOException {
		assertThat(names(page.toString(), LINK))
			.allSatisfy((link) -> assertThat(ROOT.resolve(page).resolveSibling(link)).exists());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linkedSectionsExist(Path page) throws IOException {
		for (MatchResult link : SECTION.matcher(Files.readString(ROOT.resolve(page))).results().toList()) {
			Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
			assertThat(Files.readString(ROOT.resolve(target)).lines().filter((line) -> line.startsWith("#")))
				.extracting(DocumentationTests::anchor)
				.contains(link.group(2));
		}
	}

	@Test
	void assistantsHaveAsManyLinesAsThePageSays() throws IOException {
		String page = Files.readString(ROOT.resolve("docs/coming-from.md"));
		long[] sums = new long[ASSISTANTS.size()];
		for (String source : List.of("main", "test")) {
			StringBuilder row = new StringBuilder();
			for (String assistant : ASSISTANTS) {
				long lines = codeLines(ROOT.resolve("benchmarks/assistant-" + assistant + "/src/" + source));
				row.append(" | ").append(lines);
				sums[ASSISTANTS.indexOf(assistant)] += lines;
			}
			assertThat(page).contains(row + " |");
		}
		assertThat(page).contains(" | " + sums[0] + " | " + sums[1] + " | " + sums[2] + " |");
	}

	/**
	 * Count the lines that say something: no blank ones, no imports, no comments.
	 */
	private static long codeLines(Path folder) throws IOException {
		long lines = 0;
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter((each) -> each.getFileName().toString().startsWith("Assistant")).toList()) {
				lines += Files.readString(file)
					.lines()
					.filter((line) -> !line.isBlank() && !NO_CODE.matcher(line).find())
					.count();
			}
		}
		return lines;
	}

	static Stream<Path> pages() throws IOException {
		try (Stream<Path> files = Files.find(ROOT, 4,
				(file, attributes) -> file.toString().endsWith(".md") && !file.toString().contains("/target/"))) {
			return files.map(ROOT::relativize).sorted().toList().stream();
		}
	}

	/**
	 * Return the anchor that GitHub gives to a heading.
	 */
	private static String anchor(String heading) {
		return heading.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
	}

	private static Set<String> names(String page, Pattern pattern) throws IOException {
		return pattern.matcher(Files.readString(ROOT.resolve(page)))
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toSet());
	}

	private static Set<String> classes() throws IOException {
		try (Stream<Path> files = Files.find(ROOT, 20,
				(file, attributes) -> file.toString().endsWith(".java") && !file.toString().contains("/target/"))) {
			return files.map((file) -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
		}
	}

}
