package ai.apixo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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
 * Each rule of {@code conformance/rules.csv} has a test whose display name has its
 * number.
 */
class ConformanceRulesTests {

	private static final Path TABLE = Path.of("target/conformance.md");

	private static final Pattern ROW = Pattern
		.compile("(?<id>[A-Z]+-\\d+),(?<level>[MSO]),\"(?<sentence>[^\"|]+\\.)\"");

	private static final Pattern RULE = Pattern.compile("\\b(?:SSE|MSG|RETRY|HTTP|SEC|HEALTH|LIFE|FIELD)-\\d+\\b");

	private static final JavaClasses TESTS = new ClassFileImporter()
		.withImportOption((location) -> location.contains("/test-classes/") || location.contains("-tests.jar"))
		.importPackages("ai.apixo");

	@Test
	void eachRuleHasATest() throws IOException {
		Map<String, Set<String>> tests = tests();
		Files.writeString(TABLE, table(rules(), tests));
		assertThat(rules()).as("rules with a test, see " + TABLE)
			.filteredOn((rule) -> !rule.id().startsWith("FIELD-"))
			.allSatisfy((rule) -> assertThat(tests).containsKey(rule.id()));
	}

	@Test
	void noTestNamesARuleThatDoesNotExist() throws IOException {
		assertThat(rules()).extracting(Rule::id).doesNotHaveDuplicates().containsAll(tests().keySet());
	}

	private static String table(List<Rule> rules, Map<String, Set<String>> tests) {
		StringBuilder table = new StringBuilder("| rule | level | what has to happen | tests |\n|---|---|---|---|\n");
		Pattern quoted = Pattern.compile("(?<!\\w)'([^']+)'(?!\\w)");
		for (Rule rule : rules) {
			table.append("| %s | %s | %s | %s |\n".formatted(rule.id(), rule.level(),
					quoted.matcher(rule.sentence()).replaceAll("`$1`"),
					String.join("<br>", tests.getOrDefault(rule.id(), Set.of()))));
		}
		return table.toString();
	}

	private static List<Rule> rules() throws IOException {
		try (InputStream rules = ConformanceRulesTests.class.getResourceAsStream("/conformance/rules.csv")) {
			return new String(Objects.requireNonNull(rules).readAllBytes(), StandardCharsets.UTF_8).lines()
				.map(Rule::of)
				.toList();
		}
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

	private record Rule(String id, String level, String sentence) {

		static Rule of(String line) {
			Matcher row = ROW.matcher(line);
			assertThat(row.matches()).as(line).isTrue();
			return new Rule(row.group("id"), row.group("level"), row.group("sentence"));
		}

	}

}
