package ai.apixo.boot.test.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages show code that runs.
 */
class ReadmeCodeTests {

	private static final List<Path> TESTED = List.of(Path.of("src/test/java/com/example/note"),
			Path.of("../apixo-spring-boot-autoconfigure/src/test/java/com/example/release"));

	private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@ParameterizedTest
	@ValueSource(strings = { "../README.md", "../docs/testing.md" })
	void codeIsTakenFromClassesThatAreTested(String page) throws IOException {
		StringBuilder tested = new StringBuilder();
		for (Path folder : TESTED) {
			try (Stream<Path> sources = Files.list(folder)) {
				for (Path source : sources.toList()) {
					tested.append(withoutWhitespace(Files.readString(source)));
				}
			}
		}
		Matcher block = CODE.matcher(Files.readString(Path.of(page)));
		int blocks = 0;
		while (block.find()) {
			blocks++;
			assertThat(tested).as(block.group(1)).contains(withoutWhitespace(block.group(1)));
		}
		assertThat(blocks).isPositive();
	}

	private static String withoutWhitespace(String code) {
		return code.replaceAll("\\s", "");
	}

}
