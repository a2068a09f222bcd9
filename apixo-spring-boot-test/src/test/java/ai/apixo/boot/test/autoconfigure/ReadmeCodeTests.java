package ai.apixo.boot.test.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages show code that runs.
 */
class ReadmeCodeTests {

	/**
	 * The complete application, which is built and run as it is there.
	 */
	private static final Path APPLICATION = Path.of("../apixo-spring-boot-starter/src/it/readme");

	private static final List<Path> TESTED = List.of(Path.of("src/test/java/com/example/note"),
			Path.of("../apixo-spring-boot-autoconfigure/src/test/java/com/example/release"),
			Path.of("../examples/src/main/java/com/example"), APPLICATION.resolve("src/main/java/com/example/note"));

	private static final Pattern POM = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

	private static final Path README = Path.of("../README.md");

	private static final Pattern RECIPE = Pattern.compile("(?m)^\\*\\*([^*]+)\\*\\*");

	private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@ParameterizedTest
	@MethodSource("pages")
	void codeIsTakenFromClassesThatAreTested(Path page) throws IOException {
		StringBuilder tested = new StringBuilder();
		for (Path folder : TESTED) {
			try (Stream<Path> sources = Files.list(folder)) {
				for (Path source : sources.filter(Files::isRegularFile).toList()) {
					tested.append(withoutWhitespace(Files.readString(source)));
				}
			}
		}
		Matcher block = CODE.matcher(Files.readString(page));
		while (block.find()) {
			assertThat(tested).as(block.group(1)).contains(withoutWhitespace(block.group(1)));
		}
	}

	@Test
	void completeApplicationIsBuiltFromItsPom() throws IOException {
		Matcher pom = POM.matcher(Files.readString(Path.of("../README.md")));
		assertThat(pom.find()).isTrue();
		assertThat(pom.group(1).replaceAll("\\s", "")).isEqualTo(Files.readString(APPLICATION.resolve("pom.xml"))
			.replaceAll("\\s", "")
			.replace("@spring-boot.version@", "4.1.0")
			.replace("@project.version@", "0.1.0-SNAPSHOT"));
	}

	@Test
	void readmeIsAGuideOfLessThan250LinesWhoseRecipesHaveAtMostTwenty() throws IOException {
		String readme = Files.readString(README);
		assertThat(readme.lines()).hasSizeLessThan(250);
		for (Matcher block = CODE.matcher(recipes(readme)); block.find();) {
			assertThat(block.group(1).lines()).hasSizeLessThanOrEqualTo(20);
		}
	}

	@Test
	void recipesGoFromAConversationToARelay() throws IOException {
		assertThat(RECIPE.matcher(recipes(Files.readString(README))).results().map((recipe) -> recipe.group(1)))
			.containsExactly("A conversation.", "A response as a record", "Tools", "An image and a PDF.", "Thinking",
					"Prompt caching.", "Stop reasons.", "Failures as HTTP.", "A second client, and a rotating key.",
					"The limits of a key.", "A response that survives a reload");
	}

	static List<Path> pages() throws IOException {
		try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
			return Stream.concat(Stream.of(README), docs.filter((page) -> page.toString().endsWith(".md"))).toList();
		}
	}

	private static String recipes(String readme) {
		return readme.substring(readme.indexOf("\n## Recipes"), readme.indexOf("\n## Testing"));
	}

	private static String withoutWhitespace(String code) {
		return code.replaceAll("(?m) // .*$", "").replaceAll("\\s", "");
	}

}
