package ai.apixo.structured;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoStructuredOutputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Settings of the application's mapper that would contradict the schema.
 */
@NullUnmarked
class MapperSettingsTests {

	@ParameterizedTest
	@EnumSource(names = { "FAIL_ON_MISSING_CREATOR_PROPERTIES", "FAIL_ON_NULL_CREATOR_PROPERTIES" })
	@DisplayName("STR-7 a nullable component may be null or absent whatever the mapper says of creators")
	void nullableComponents(DeserializationFeature feature) {
		JsonSchema<Note> notes = JsonSchemas.create(JsonMapper.builder().enable(feature).build(), null).of(Note.class);

		assertThat(notes.read(Answer.json("{'text':'a'}"))).isEqualTo(new Note("a", null));
		assertThat(notes.read(Answer.json("{'text':'a','author':null}"))).isEqualTo(new Note("a", null));
	}

	@Test
	@DisplayName("STR-4 components are required by a mapper that reads no annotations")
	void mapperWithoutAnnotations() {
		JsonMapper mapper = JsonMapper.builder().disable(MapperFeature.USE_ANNOTATIONS).build();
		JsonSchema<Note> notes = JsonSchemas.create(mapper, null).of(Note.class);

		assertThat(notes.full().get("required")).isEqualTo(Answer.json("['text']"));
		assertThatExceptionOfType(ApixoStructuredOutputException.class)
			.isThrownBy(() -> notes.read(Answer.json("{'text':null}")))
			.satisfies((ex) -> assertThat(ex.path()).isEqualTo("/text"));
	}

	@Test
	@DisplayName("STR-24 a missing component that is marked as required is said to be missing")
	void markedAsRequired() {
		assertThatExceptionOfType(ApixoStructuredOutputException.class)
			.isThrownBy(() -> JsonSchemas.create().of(Marked.class).read(Answer.json("{}")))
			.satisfies((ex) -> assertThat(ex.path()).isEqualTo("/steps"))
			.withMessageContaining("/steps is required and must not be null");
	}

	record Note(String text, @Nullable String author) {
	}

	record Marked(@JsonProperty(required = true) List<String> steps) {
	}

}
