package ai.apixo.structured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.error.ApixoConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The schemas of all samples, held by files that a person can read.
 */
class SchemaGoldenTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Path GOLDEN = Path.of("src/test/resources/structured/schemas");

	private static final Path WRITTEN = Path.of("target/structured/schemas");

	private static final Set<String> STRICT_KEYWORDS = Set.of("type", "properties", "required", "additionalProperties",
			"items", "enum", "const", "anyOf", "$ref", "$defs", "description", "format");

	private static final Set<String> STRICT_FORMATS = Set.of("date", "date-time", "uuid", "uri");

	static Stream<Sample> samples() {
		return Samples.all();
	}

	@Test
	void thereAreEnoughSamples() {
		assertThat(samples()).hasSizeGreaterThanOrEqualTo(80);
	}

	@ParameterizedTest
	@MethodSource("samples")
	@DisplayName("STR-1 STR-2 STR-4 STR-5 STR-7 STR-9 STR-11 the schema is the golden one")
	void schemaIsGolden(Sample sample) throws IOException {
		String schemas = schemas(sample);
		Files.createDirectories(WRITTEN);
		Files.writeString(WRITTEN.resolve(sample.name() + ".json"), schemas);
		assertThat(GOLDEN.resolve(sample.name() + ".json")).as("if the new schema is right, copy it from " + WRITTEN)
			.hasContent(schemas);
	}

	@ParameterizedTest
	@MethodSource("samples")
	@DisplayName("STR-6 the strict form has no foreign keyword, closes every object and requires every component")
	void strictFormIsStrict(Sample sample) {
		JsonSchema<?> schema = schema(sample);
		if (strict(schema) instanceof ObjectNode strict) {
			checkStrict(strict);
		}
	}

	@ParameterizedTest
	@MethodSource("samples")
	@DisplayName("STR-12 the schema has the same bytes each time it is derived")
	void schemaHasTheSameBytes(Sample sample) throws IOException {
		assertThat(schemas(sample)).isEqualTo(schemas(sample));
	}

	private static void checkStrict(JsonNode schema) {
		for (String keyword : schema.propertyNames()) {
			assertThat(STRICT_KEYWORDS).contains(keyword);
		}
		if (schema.has("format")) {
			assertThat(STRICT_FORMATS).contains(schema.get("format").asString());
		}
		if (schema.path("type").asString("").equals("object")) {
			assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
			assertThat(schema.get("required").valueStream().map(JsonNode::asString))
				.containsExactlyElementsOf(schema.get("properties").propertyNames());
		}
		schema.path("properties").forEach(SchemaGoldenTests::checkStrict);
		schema.path("$defs").forEach(SchemaGoldenTests::checkStrict);
		schema.path("anyOf").forEach(SchemaGoldenTests::checkStrict);
		if (schema.has("items")) {
			checkStrict(schema.get("items"));
		}
	}

	private static JsonSchema<?> schema(Sample sample) {
		return JsonSchemas.create(sample.mapper(), null).schema(sample.type());
	}

	private static JsonNode strict(JsonSchema<?> schema) {
		try {
			return schema.strict();
		}
		catch (ApixoConfigurationException ex) {
			return MAPPER.valueToTree(ex.getMessage());
		}
	}

	private static String schemas(Sample sample) {
		JsonSchema<?> schema = schema(sample);
		ObjectNode both = MAPPER.createObjectNode();
		both.set("strict", strict(schema));
		both.set("full", schema.full());
		return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(both) + "\n";
	}

}
