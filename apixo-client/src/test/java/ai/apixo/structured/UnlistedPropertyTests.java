package ai.apixo.structured;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIdentityReference;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Components that Jackson reads in another way than by a property of their object, or not
 * at all.
 */
@NullUnmarked
class UnlistedPropertyTests {

	@ParameterizedTest
	@ValueSource(classes = { Place.class, Journey.class, Numbered.class, Referred.class })
	@DisplayName("STR-3 objects with ids that stand for them are refused")
	void objectIds(Class<?> type) {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> JsonSchemas.create().of(type))
			.withMessageStartingWith(type.getSimpleName())
			.withMessageContaining("@JsonIdentityInfo of ")
			.withMessageContaining("puts ids in the place of objects");
	}

	@ParameterizedTest
	@ValueSource(classes = { External.class, ExternalOrNull.class, ExternalInClass.class })
	@DisplayName("STR-3 a type id beside the object is refused")
	void externalTypeIds(Class<?> type) {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> JsonSchemas.create().of(type))
			.withMessage(type.getSimpleName()
					+ " /vehicle: the type id of Vehicle is not a property of the object, use As.PROPERTY");
	}

	@ParameterizedTest
	@ValueSource(classes = { Ignored.class, IgnoredByName.class, ReadOnly.class })
	@DisplayName("STR-1 a primitive that the mapper passes over and needs is refused")
	void ignoredPrimitives(Class<?> type) {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> JsonSchemas.create().of(type))
			.withMessage(type.getSimpleName() + " /version: the mapper passes over it here and cannot create the "
					+ "object without it, use the wrapper type");
	}

	@ParameterizedTest
	@ValueSource(classes = { IgnoredWrapper.class, IgnoredWrapperByName.class, ReadOnlyWrapper.class })
	@DisplayName("STR-1 a wrapper that the mapper passes over is left out, and null")
	void ignoredWrappers(Class<?> type) {
		JsonSchema<?> schema = JsonSchemas.create().of(type);

		assertThat(schema.strict().get("required")).isEqualTo(Answer.json("['text']"));
		assertThat(schema.read(Answer.json("{'text':'x'}")))
			.hasToString(type.getSimpleName() + "[version=null, text=x]");
	}

	@Test
	@DisplayName("STR-3 an unwrapped component is named whatever the naming strategy")
	void unwrappedWithNamingStrategy() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.build();

		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> JsonSchemas.create(mapper, null).of(Unwrapped.class))
			.withMessageStartingWith("Unwrapped /car: @JsonUnwrapped is not supported");
		assertThat(JsonSchemas.create(mapper, null).of(Car.class).strict().get("required"))
			.isEqualTo(Answer.json("['Wheels']"));
	}

	@JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
	record Place(String id, String name) {
	}

	record Journey(List<Place> places) {
	}

	@JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
	static class Numbered {

		public String name;

	}

	@JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
	@JsonIdentityReference(alwaysAsId = true)
	static class Referred {

		public String id;

	}

	sealed interface Vehicle permits Car, Bike {

	}

	record Car(int wheels) implements Vehicle {
	}

	record Bike(String bell) implements Vehicle {
	}

	record External(@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY,
			property = "kind") Vehicle vehicle, String kind) {
	}

	record ExternalOrNull(@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY,
			property = "kind") @Nullable Vehicle vehicle, String kind) {
	}

	static class ExternalInClass {

		@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY, property = "kind")
		public Vehicle vehicle;

		public String kind;

	}

	record Ignored(@JsonIgnore int version, String text) {
	}

	record IgnoredWrapper(@JsonIgnore Integer version, String text) {
	}

	@JsonIgnoreProperties("version")
	record IgnoredWrapperByName(Integer version, String text) {
	}

	record ReadOnlyWrapper(@JsonProperty(access = JsonProperty.Access.READ_ONLY) Integer version, String text) {
	}

	@JsonIgnoreProperties("version")
	record IgnoredByName(int version, String text) {
	}

	record ReadOnly(@JsonProperty(access = JsonProperty.Access.READ_ONLY) int version, String text) {
	}

	record Unwrapped(@JsonUnwrapped Car car, String colour) {
	}

}
