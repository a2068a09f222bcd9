package ai.apixo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is public for this library only is called so everywhere.
 */
class PublicApiTests {

	private static final Path ROOT = Path.of("..");

	private static final Set<String> INTERNAL = names("docs/public-api.md", "(?m)^\\| `(ai\\.apixo\\.[\\w.]+)` \\|");

	@Test
	void packagesSayThatTheyAreInternal() throws IOException {
		assertThat(internalPackages()).containsExactlyInAnyOrderElementsOf(INTERNAL);
	}

	@Test
	void internalPackagesAreNotCompared() {
		assertThat(names("pom.xml", "<exclude>(ai\\.apixo\\.[\\w.]+)</exclude>"))
			.containsExactlyInAnyOrderElementsOf(INTERNAL);
	}

	@Test
	void internalPackagesAreOutsideThePublishedJavadoc() {
		assertThat(names("apixo-client/pom.xml", "<excludePackageNames>(.*)</excludePackageNames>").iterator()
			.next()
			.split(",")).containsExactlyInAnyOrderElementsOf(INTERNAL);
	}

	@Test
	void architectureNamesInternalPackages() {
		assertThat(names("ARCHITECTURE.md", "(?m)^\\| `(ai\\.apixo\\.[\\w.]+)` \\|.*; internal \\|$"))
			.containsExactlyInAnyOrderElementsOf(INTERNAL);
	}

	private static List<String> internalPackages() throws IOException {
		try (Stream<Path> files = Files.find(ROOT, 20,
				(file, attributes) -> file.endsWith("package-info.java") && file.toString().contains("src/main"))) {
			return files.map(PublicApiTests::read)
				.filter((text) -> text.replaceAll("\\s+\\*?\\s*", " ").contains("applications have no need of it"))
				.map((text) -> text.replaceFirst("(?s).*\\npackage ([\\w.]+);.*", "$1"))
				.toList();
		}
	}

	private static Set<String> names(String file, String pattern) {
		return Pattern.compile(pattern)
			.matcher(read(ROOT.resolve(file)))
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toSet());
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
