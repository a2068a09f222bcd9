package ai.apixo.boot.test.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each rule of the gateway for tests has a test whose display name has its number. Writes
 * the table for {@code docs/conformance.md} to {@code target/conformance-kit.md}.
 */
class KitRulesTests {

	private static final Path RULES = Path
		.of("../apixo-spring-boot-autoconfigure/src/test/resources/conformance/rules.csv");

	private static final Pattern ROW = Pattern.compile("(?m)^(KIT-\\d+),(.),\"(.*)\"$");

	private static final Pattern RULE = Pattern.compile("\\bKIT-\\d+\\b");

	private static final JavaClasses TESTS = new ClassFileImporter()
		.withImportOption((location) -> location.contains("/test-classes/") || location.contains("-tests.jar"))
		.importPackages("ai.apixo.test", "ai.apixo.boot.test");

	@Test
	void eachRuleHasATest() throws IOException {
		Map<String, Set<String>> tests = tests();
		StringBuilder table = new StringBuilder("| rule | level | what has to happen | tests |\n|---|---|---|---|\n");
		Map<String, String> rules = new LinkedHashMap<>();
		Matcher row = ROW.matcher(Files.readString(RULES));
		while (row.find()) {
			rules.put(row.group(1), row.group(3));
			table.append("| %s | %s | %s | %s |\n".formatted(row.group(1), row.group(2), row.group(3),
					String.join("<br>", tests.getOrDefault(row.group(1), Set.of()))));
		}
		Files.writeString(Path.of("target/conformance-kit.md"), table);
		assertThat(rules).hasSize(34);
		assertThat(tests.keySet()).containsExactlyInAnyOrderElementsOf(rules.keySet());
	}

	private static Map<String, Set<String>> tests() {
		Map<String, Set<String>> tests = new TreeMap<>();
		for (JavaClass testClass : TESTS) {
			for (JavaMethod method : testClass.getMethods()) {
				if (method.isMetaAnnotatedWith(Testable.class) && method.isAnnotatedWith(DisplayName.class)) {
					Matcher rule = RULE.matcher(method.getAnnotationOfType(DisplayName.class).value());
					while (rule.find()) {
						tests.computeIfAbsent(rule.group(), (id) -> new TreeSet<>())
							.add(testClass.getSimpleName() + "." + method.getName());
					}
				}
			}
		}
		return tests;
	}

}
