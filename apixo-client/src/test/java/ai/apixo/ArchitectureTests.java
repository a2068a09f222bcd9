package ai.apixo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packages of the client, and what they know.
 */
class ArchitectureTests extends ArchitectureRules {

	ArchitectureTests() {
		super(List.of("ai.apixo.messages.raw", "ai.apixo.messages.content", "ai.apixo.messages.tool",
				"ai.apixo.messages", "ai.apixo.messages.event", "ai.apixo.messages.json", "ai.apixo.client.error",
				"ai.apixo.client.redis", "ai.apixo.limit", "ai.apixo.client.observation", "ai.apixo.client.text",
				"ai.apixo.client.decode", "ai.apixo.client.connector", "ai.apixo.client.lifecycle",
				"ai.apixo.client.encode", "ai.apixo.client", "ai.apixo.web", "ai.apixo.structured",
				"ai.apixo.tool.observation", "ai.apixo.tool", "ai.apixo.tool.mcp", "ai.apixo.relay"));
	}

	@Test
	void modelKnowsNeitherSpringNorHttpNorReactor() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("ai.apixo.messages..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "reactor..", "io.netty..", "io.github.resilience4j..",
					"io.micrometer..")
			.check(classes());
	}

	@Test
	void onlyTheConnectorsKnowNettyAndJetty() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("ai.apixo.client.connector")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.netty..", "reactor.netty..", "org.eclipse.jetty..")
			.check(classes());
	}

	@Test
	void classesThatKnowEachOtherAreFew() {
		assertThat(ClassKnots.of(classes())).as("classes that cannot be read one without the others")
			.allSatisfy((knot) -> assertThat(knot).hasSizeLessThanOrEqualTo(3));
	}

	/**
	 * What a reader can still take in at a glance.
	 */
	@Test
	void clientHasFewFiles() throws IOException {
		assertThat(sources())
			.filteredOn((source) -> source.resolveSibling("ApixoMessagesClient.java").toFile().exists())
			.hasSizeLessThanOrEqualTo(50);
	}

	@Test
	void clientKnowsNoMeters() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("ai.apixo.client..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer.core..")
			.check(classes());
	}

	/**
	 * Who uses the client without Spring Boot has no properties. Texts take the names of
	 * settings from {@code SettingNames}.
	 */
	@Test
	void clientSpeaksNoBoot() throws IOException {
		Pattern boot = Pattern.compile("(?<![.\\w])apixo\\.[a-z][a-z.-]*|APIXO_API_KEY|(?<!Spring )Boot\\b");
		Path metricNames = Path.of("ApixoMetricNames.java");
		List<String> observed = List.of("apixo.client.name", "apixo.limit.wait", "apixo.attempts", "apixo.traffic",
				"apixo.response", "apixo.tool.run.status");
		for (Path source : sources()) {
			if (!source.endsWith(metricNames)) {
				assertThat(boot.matcher(Files.readString(source)).results().map(MatchResult::group))
					.as(source.toString())
					.isSubsetOf(observed);
			}
		}
	}

}
