package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.validation.Validation;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What binds is accepted by both forms, and what a form refuses does not bind, as another
 * validator judges.
 */
@NullUnmarked
class GeneratedValueTests {

	private static final int VALUES = 20;

	private static final int ATTEMPTS = 3000;

	private static final SchemaRegistry REGISTRY = SchemaRegistry
		.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private static final Map<JsonMapper, JsonMapper> MAPPERS = new ConcurrentHashMap<>();

	private static final SpringValidatorAdapter VALIDATOR = validator();

	static Stream<Sample> samples() {
		return Samples.all();
	}

	private static SpringValidatorAdapter validator() {
		Locale.setDefault(Locale.ROOT);
		return new SpringValidatorAdapter(Validation.buildDefaultValidatorFactory().getValidator());
	}

	@ParameterizedTest
	@MethodSource("samples")
	@DisplayName("STR-8 what binds and validates is accepted by both forms")
	void valuesAreAccepted(Sample sample) throws ReflectiveOperationException {
		JsonSchema<?> schema = JsonSchemas.create(sample.mapper(), VALIDATOR).schema(sample.type());
		Schema full = REGISTRY.getSchema(schema.full());
		Schema strict = isRecursive(schema) ? full : REGISTRY.getSchema(schema.strict());
		int accepted = 0;
		for (int seed = 0; seed < ATTEMPTS && accepted < VALUES; seed++) {
			JsonNode document = document(sample, schema, seed);
			if (binds(schema, document)) {
				accepted++;
				assertThat(full.validate(document)).as("full form, %s", document).isEmpty();
				assertThat(strict.validate(document)).as("strict form, %s", document).isEmpty();
			}
		}
		assertThat(accepted).as("values that bind and validate").isEqualTo(VALUES);
	}

	@ParameterizedTest
	@MethodSource("samples")
	@DisplayName("STR-24 what is broken in one place and refused by the schema does not bind")
	void brokenValuesAreRefused(Sample sample) throws ReflectiveOperationException {
		JsonSchema<?> schema = JsonSchemas.create(sample.mapper(), VALIDATOR).schema(sample.type());
		Schema full = REGISTRY.getSchema(schema.full());
		boolean setters = sample.name().startsWith("Bean");
		Random random = new Random(7);
		for (int seed = 0; seed < VALUES; seed++) {
			JsonNode document = document(sample, schema, seed);
			for (int i = 0; i < 3; i++) {
				JsonNode broken = broken(document.deepCopy(), random, setters);
				if (broken != null && !full.validate(broken).isEmpty()) {
					assertThat(binds(schema, broken)).as("%s", broken).isFalse();
				}
			}
		}
	}

	@Test
	@DisplayName("STR-8 both forms are valid JSON Schema 2020-12")
	void formsAreValidSchemas() {
		Schema metaSchema = REGISTRY
			.getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
		samples().forEach((sample) -> {
			JsonSchema<?> schema = JsonSchemas.create(sample.mapper(), null).schema(sample.type());
			assertThat(metaSchema.validate(schema.full().toString(), InputFormat.JSON)).as("%s", sample).isEmpty();
		});
	}

	private static JsonNode document(Sample sample, JsonSchema<?> schema, int seed)
			throws ReflectiveOperationException {
		JsonMapper mapper = mapper(sample);
		Object value = new RandomValues(sample.name().hashCode() + seed).value(sample.type());
		String json = mapper.writerFor(mapper.constructType(sample.type())).writeValueAsString(value);
		JsonNode node = mapper.readTree(json);
		return isWrapped(schema) ? JsonNodeFactory.instance.objectNode().set("value", node) : node;
	}

	private static JsonMapper mapper(Sample sample) {
		return MAPPERS.computeIfAbsent(sample.mapper(), BindingMapper::copyOf);
	}

	private static boolean isWrapped(JsonSchema<?> schema) {
		return schema.isWrapped();
	}

	private static boolean isRecursive(JsonSchema<?> schema) {
		try {
			schema.strict();
			return false;
		}
		catch (ApixoConfigurationException ex) {
			return true;
		}
	}

	private static boolean binds(JsonSchema<?> schema, JsonNode document) {
		try {
			schema.read(document);
			return true;
		}
		catch (ApixoStructuredOutputException ex) {
			return false;
		}
	}

	/**
	 * Break one place in a way that no coercion of the mapper mends.
	 */
	private static JsonNode broken(JsonNode document, Random random, boolean setters) {
		List<Runnable> breaks = new ArrayList<>();
		collect(document, breaks, setters);
		if (breaks.isEmpty()) {
			return null;
		}
		breaks.get(random.nextInt(breaks.size())).run();
		return document;
	}

	private static void collect(JsonNode node, List<Runnable> breaks, boolean setters) {
		if (node instanceof ObjectNode object) {
			for (String name : List.copyOf(object.propertyNames())) {
				if (!setters) {
					breaks.add(() -> object.remove(name));
				}
				breaks.add(() -> object.putNull(name));
				breaks.add(() -> object.putObject(name).put("no", "such thing"));
				if (object.get(name).isIntegralNumber()) {
					breaks.add(() -> object.put(name, 1.5));
				}
				if (object.get(name).isNumber()) {
					breaks.add(() -> object.put(name, "no number"));
				}
				collect(object.get(name), breaks, setters);
			}
		}
		else if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				int index = i;
				breaks.add(() -> array.setNull(index));
				collect(array.get(i), breaks, setters);
			}
		}
	}

}
