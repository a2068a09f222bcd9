package ai.apixo.messages.json;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.content.Content;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The name of every field is that of its component in snake case. A round trip alone does
 * not notice a name that is misspelled both where it is read and where it is written: the
 * field would be an additional property for ever.
 */
class WireNamesTests {

	private static final int COUNT = 200;

	/** No fields of the JSON. */
	private static final Set<String> NOT_ON_THE_WIRE = Set.of("additionalProperties", "unparsedInput", "response");

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@ParameterizedTest
	@MethodSource("types")
	@DisplayName("MSG-6 each component is written to and read from the field of its name")
	<T> void namesAreThoseOfTheComponents(Class<T> type) {
		Set<String> written = new TreeSet<>();
		for (long seed = 0; seed < COUNT; seed++) {
			T value = new ModelValues(seed).next(type);
			JsonNode json = this.mapper.valueToTree(value);
			json.propertyNames().stream().filter((name) -> !name.startsWith("x_")).forEach(written::add);
			assertThat(this.mapper.treeToValue(json, type)).as("seed %s: %s", seed, json).isEqualTo(value);
		}
		Set<String> expected = namesOf(type);
		if (!expected.contains("type")) {
			// What tells the members of a family from each other is no component.
			written.remove("type");
		}
		assertThat(written).isEqualTo(expected);
	}

	static Stream<Class<?>> types() {
		return ModelValues.TYPES.stream()
			.filter((type) -> !type.isSealed() && type != Content.class && type != ResponseInfo.class)
			.filter((type) -> !type.getSimpleName().startsWith("Unknown"))
			.filter((type) -> componentsOf(type).anyMatch((name) -> name.equals("additionalProperties")));
	}

	private static Stream<String> componentsOf(Class<?> type) {
		return WireShape.of(type).components().stream().map(RecordComponent::getName);
	}

	private static Set<String> namesOf(Class<?> type) {
		return componentsOf(type).filter((name) -> !NOT_ON_THE_WIRE.contains(name))
			.map(WireNamesTests::snakeCase)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String snakeCase(String name) {
		return name.replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9][a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
	}

	@ParameterizedTest
	@CsvSource({ "id,id", "toolUseId,tool_use_id", "topP,top_p", "isError,is_error",
			"ephemeral5mInputTokens,ephemeral_5m_input_tokens", "webSearchRequests,web_search_requests" })
	void componentsHaveNamesInSnakeCase(String component, String field) {
		assertThat(snakeCase(component)).isEqualTo(field);
	}

	@Test
	void everyTypeWithFieldsIsHeld() {
		assertThat(types()).hasSizeGreaterThan(60);
		assertThat(types().mapToInt((type) -> namesOf(type).size()).sum()).isGreaterThan(150);
	}

}
