package ai.apixo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each rule of conformance has a test whose display name has its number. Writes the table
 * of rules and their tests to {@code target/conformance-rules.md}.
 */
class ConformanceRulesTests {

	private static final Path TABLE = Path.of("target/conformance-rules.md");

	private static final Pattern RULE = Pattern.compile("\\b(?:SSE|MSG|RETRY|HTTP|SEC|HEALTH|LIFE)-\\d+\\b");

	private static final JavaClasses TESTS = new ClassFileImporter()
		.withImportOption((location) -> location.contains("/test-classes/") || location.contains("-tests.jar"))
		.importPackages("ai.apixo");

	@Test
	void eachRuleHasATest() throws IOException {
		Map<String, String> levels = levels();
		Map<String, Set<String>> tests = tests();
		StringBuilder table = new StringBuilder("| rule | level | tests |\n|---|---|---|\n");
		levels.forEach((rule, level) -> table.append(
				"| %s | %s | %s |\n".formatted(rule, level, String.join("<br>", tests.getOrDefault(rule, Set.of())))));
		Files.writeString(TABLE, table);
		assertThat(levels.keySet()).as("rules with a test, see " + TABLE)
			.allSatisfy((rule) -> assertThat(tests).containsKey(rule));
	}

	@Test
	void noTestNamesARuleThatDoesNotExist() throws IOException {
		assertThat(levels().keySet()).containsAll(tests().keySet());
	}

	private static Map<String, String> levels() throws IOException {
		Map<String, String> levels = new LinkedHashMap<>();
		try (InputStream rules = ConformanceRulesTests.class.getResourceAsStream("/conformance/rules.csv")) {
			for (String line : new String(Objects.requireNonNull(rules).readAllBytes(), StandardCharsets.UTF_8)
				.split("\n")) {
				String[] fields = line.split(",");
				levels.put(fields[0], fields[1]);
			}
		}
		return levels;
	}

	private static Map<String, Set<String>> tests() {
		return TESTS.stream()
			.map(JavaClass::getMethods)
			.flatMap(Set::stream)
			.filter((method) -> method.isMetaAnnotatedWith(Testable.class) && method.isAnnotatedWith(DisplayName.class))
			.flatMap((method) -> RULE.matcher(method.getAnnotationOfType(DisplayName.class).value())
				.results()
				.map(MatchResult::group)
				.map((rule) -> Map.entry(rule, name(method))))
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(TreeSet::new))));
	}

	private static String name(JavaMethod method) {
		return method.getOwner().getSimpleName() + "." + method.getName();
	}

}
