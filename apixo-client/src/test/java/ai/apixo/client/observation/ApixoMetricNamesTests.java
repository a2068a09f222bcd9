package ai.apixo.client.observation;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApixoMetricNamesTests {

	private static final Path ROOT = Path.of("..");

	private static String sources = "";

	@BeforeAll
	static void readSources() throws IOException {
		StringBuilder text = new StringBuilder();
		try (Stream<Path> files = Files.find(ROOT, 20,
				(file, attributes) -> file.toString().matches(".*/apixo-[^/]+/src/main/.*\\.java"))) {
			for (Path file : files.toList()) {
				text.append(Files.readString(file));
			}
		}
		sources = text.toString();
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void nameStandsInOnePlace(String name) {
		assertThat(sources).containsOnlyOnce('"' + name + '"');
	}

	@ParameterizedTest
	@MethodSource("metrics")
	void metricIsDocumented(String name) throws IOException {
		String page = name.startsWith("apixo.relay") ? "docs/relay.md" : "docs/observability.md";
		assertThat(Files.readString(ROOT.resolve(page))).contains("`" + name + "`");
	}

	static Stream<String> metrics() {
		return Stream.of(ApixoMetricNames.class.getFields()).map(ApixoMetricNamesTests::value);
	}

	private static String value(Field field) {
		try {
			return (String) field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
