package ai.apixo.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page about configuration says what the metadata say.
 */
class ConfigurationPageTests {

	private static final String BEGIN = "<!-- properties: begin -->\n";

	private static final String END = "<!-- properties: end -->";

	@Test
	void tableOfPropertiesIsGeneratedFromTheMetadata() throws IOException {
		Path generated = Path.of("target/properties.md");
		Files.writeString(generated, table());
		String page = Files.readString(Path.of("../docs/configuration.md"));
		String table = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
		assertThat(table).as("copy " + generated + " between the two comments in docs/configuration.md")
			.isEqualTo(table());
	}

	private static String table() throws IOException {
		StringBuilder table = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
		properties().forEach((name, property) -> table.append("| `")
			.append(name)
			.append("` | ")
			.append(defaultValue(property))
			.append(" | ")
			.append(property.get("description").asString())
			.append(" |\n"));
		return table.toString();
	}

	private static Map<String, JsonNode> properties() throws IOException {
		Map<String, JsonNode> properties = new TreeMap<>();
		try (InputStream json = ApixoProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			for (JsonNode property : JsonMapper.shared().readTree(json).get("properties")) {
				if (!property.has("deprecation")) {
					properties.put(property.get("name").asString(), property);
				}
			}
		}
		return properties;
	}

	private static String defaultValue(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		if (value.isArray()) {
			return StreamSupport.stream(value.spliterator(), false)
				.map((element) -> "`" + element.asString() + "`")
				.collect(Collectors.joining(", "));
		}
		return value.isMissingNode() ? "" : "`" + value.asString() + "`";
	}

}
