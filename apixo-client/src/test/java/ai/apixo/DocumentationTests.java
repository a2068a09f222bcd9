package ai.apixo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pages for contributors name is there.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)[\\w.]*`");

	private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");

	@ParameterizedTest
	@ValueSource(strings = { "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md" })
	void classesExist(String page) throws IOException {
		assertThat(names(page, CLASS)).isSubsetOf(classes());
	}

	@ParameterizedTest
	@ValueSource(strings = { "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "README.md" })
	void linkedFilesExist(String page) throws IOException {
		assertThat(names(page, LINK)).allSatisfy((link) -> assertThat(ROOT.resolve(link)).exists());
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
