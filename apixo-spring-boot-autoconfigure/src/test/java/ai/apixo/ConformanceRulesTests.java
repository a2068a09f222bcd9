package ai.apixo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each rule of {@code conformance/rules.csv} has a test whose display name has its
 * number.
 */
class ConformanceRulesTests {

	private static final Path PAGE = Path.of("../docs/conformance.md");

	private static final String BEGIN = "<!-- rules: begin -->\n";

	private static final String END = "<!-- rules: end -->";

	private static final Pattern ROW = Pattern
		.compile("(?<id>[A-Z]+-\\d+),(?<level>[MSO]),\"(?<sentence>[^\"|]+\\.)\"");

	private static final Pattern RULE = Pattern
		.compile("\\b(?:SSE|MSG|RETRY|HTTP|SEC|HEALTH|LIFE|FIELD|KIT|STR|LIMIT|FALL|BAL|CACHE|RELAY|TOOL)-\\d+\\b");

	private static final Pattern TEST = Pattern.compile(
			"@DisplayName\\((?<displayName>(?:\\s*\\+?\\s*\"(?:[^\"\\\\]|\\\\.)*\")+)\\)"
					+ "(?<between>(?:(?!@DisplayName).)*?)(?:void|Stream<\\w+>|List<\\w+>) (?<method>\\w+)\\(",
			Pattern.DOTALL);

	@Test
	void eachRuleHasATest() throws IOException {
		Map<String, Set<String>> tests = tests();
		assertThat(rules()).allSatisfy((rule) -> assertThat(tests).containsKey(rule.id()));
	}

	@Test
	void pageIsGeneratedFromRulesAndTests() throws IOException {
		String page = Files.readString(PAGE);
		String expected = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table(rules(), tests())
				+ page.substring(page.indexOf(END));
		Path generated = Path.of("target/conformance.md");
		Files.writeString(generated, expected);
		assertThat(page).as("copy " + generated + " to " + PAGE).isEqualTo(expected);
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

	private static Map<String, Set<String>> tests() throws IOException {
		Map<String, Set<String>> tests = new HashMap<>();
		try (Stream<Path> sources = Files.find(Path.of(".."), 20, ConformanceRulesTests::isTest)) {
			for (Path source : sources.toList()) {
				String owner = source.getFileName().toString().replace(".java", ".");
				Matcher test = TEST.matcher(Files.readString(source));
				while (test.find()) {
					RULE.matcher(test.group("displayName"))
						.results()
						.forEach((rule) -> tests.computeIfAbsent(rule.group(), (id) -> new TreeSet<>())
							.add(owner + test.group("method")));
				}
			}
		}
		return tests;
	}

	private static boolean isTest(Path file, BasicFileAttributes attributes) {
		String path = file.toString();
		return path.contains("/src/test/java/") && path.endsWith("Tests.java") && !path.contains("/target/");
	}

	private record Rule(String id, String level, String sentence) {

		static Rule of(String line) {
			Matcher row = ROW.matcher(line);
			assertThat(row.matches()).as(line).isTrue();
			return new Rule(row.group("id"), row.group("level"), row.group("sentence"));
		}

	}

}
