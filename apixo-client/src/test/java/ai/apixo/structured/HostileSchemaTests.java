package ai.apixo.structured;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.annotation.JsonBackReference;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonManagedReference;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Types that nobody should write.
 */
@NullUnmarked
class HostileSchemaTests {

	private final JsonSchemas schemas = JsonSchemas.create();

	@Test
	@DisplayName("STR-2 a record without components, and optional values of all kinds, bind as their schema says")
	void oddRecords() {
		assertThat(this.schemas.of(Nothing.class).strict())
			.isEqualTo(Answer.json("{'type':'object','properties':{},'required':[],'additionalProperties':false}"));
		assertThat(this.schemas.of(Nothing.class).read(Answer.json("{}"))).isEqualTo(new Nothing());
		JsonSchema<Optionals> optionals = this.schemas.of(Optionals.class);
		assertThat(optionals.read(Answer.json("{}")))
			.isEqualTo(optionals.read(Answer.json("{'number':null,'twice':null,'list':null}")));
		assertThat(optionals.read(Answer.json("{'number':7,'twice':'x','list':['a',null]}")).list().orElseThrow())
			.containsExactly(Optional.of("a"), Optional.empty());
	}

	@Test
	@DisplayName("STR-2 generic members of a generic family, bounds and trees of their own kind have a schema")
	void generics() {
		JsonSchema<Result<Name>> results = this.schemas.of(new ParameterizedTypeReference<Result<Name>>() {
		});
		assertThat(results.read(Answer.json("{'value':{'type':'Good','found':{'name':'x'}}}")))
			.isEqualTo(new Good<>(new Name("x")));
		assertThat(this.schemas.of(new ParameterizedTypeReference<Box<String>>() {
		}).read(Answer.json("{'content':'x'}")).content()).isEqualTo("x");
		JsonSchema<Tree<String>> trees = this.schemas.of(new ParameterizedTypeReference<Tree<String>>() {
		});
		assertThat(trees.full().toString()).contains("#/$defs/TreeOfString");
		assertThat(trees.read(Answer.json("{'value':'a','kids':[{'value':'b','kids':[]}]}")).kids()).hasSize(1);
		JsonSchema<Husband> spouses = this.schemas.of(Husband.class);
		assertThat(spouses.full().at("/$defs").propertyNames()).isNotEmpty();
	}

	@Test
	@DisplayName("STR-3 a type that the mapper cannot bind, or that never ends, is refused as any other is")
	void typesThatCannotBeBound() {
		refused(new ParameterizedTypeReference<Growing<String>>() {
		});
		refused(ParameterizedTypeReference.forType(Inner.class));
		refused(ParameterizedTypeReference.forType(TwoCreators.class));
	}

	@Test
	@DisplayName("STR-4 a property of a class may be marked as nullable at its field, its getter or its setter")
	void nullableProperties() {
		JsonSchema<Marked> schema = this.schemas.of(Marked.class);
		assertThat(schema.full().at("/required").valueStream().map(JsonNode::asString)).containsExactly("plain");
		Marked marked = schema
			.read(Answer.json("{'plain':'x','field':null,'getter':null,'setter':null,'elements':['a',null]}"));
		assertThat(marked.elements).containsExactly("a", null);
		assertThat(catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> schema.read(Answer.json("{'plain':null,'elements':[]}")))
			.path()).isEqualTo("/plain");
	}

	@Test
	@DisplayName("STR-3 a component that the mapper passes over in one place but needs to create the object is refused")
	void ignoredInOnePlace() {
		for (Class<?> type : List.of(WithIgnored.class, WithIncluded.class)) {
			assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> this.schemas.of(type))
				.withMessageContaining(type.getSimpleName() + " /address/street")
				.withMessageContaining("make it nullable");
		}
		assertThat(this.schemas.of(Address.class).full().at("/required")).hasSize(2);
	}

	@Test
	@DisplayName("STR-3 a member of a family that has no members itself is refused, as nobody could name one")
	void memberWithoutMembers() {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> this.schemas.of(Half.class))
			.withMessageContaining("the abstract type Open has no known subtypes");
		JsonMapper knowing = JsonMapper.builder().registerSubtypes(Known.class).build();
		assertThat(
				JsonSchemas.create(knowing, null).of(Half.class).read(Answer.json("{'value':{'type':'Known','y':1}}")))
			.isEqualTo(new Known(1));
	}

	@Test
	@DisplayName("STR-3 an enum without constants is refused, as no value could be named")
	void enumWithoutConstants() {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> this.schemas.of(NoConstants.class))
			.withMessageContaining("the enum NoConstants has no constants");
	}

	@Test
	@DisplayName("STR-3 a family whose members are told by their components is refused, with what to do")
	void deducedMembers() {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> this.schemas.of(Deduced.class))
			.withMessageContaining("the type id of Deduced is not a property of the object, use As.PROPERTY");
	}

	@Test
	@DisplayName("STR-2 objects that are linked to each other bind as the mapper links them")
	void linkedObjects() {
		JsonSchema<Parent> parents = this.schemas.of(Parent.class);
		assertThat(parents.full().at("/properties/kids/anyOf/0/items/properties").propertyNames())
			.containsExactly("name");
		Parent parent = parents.read(Answer.json("{'name':'a','kids':[{'name':'b'}]}"));
		assertThat(parent.kids.get(0).parent).isSameAs(parent);
	}

	@Test
	@DisplayName("STR-1 a mapper that wraps root values reads and describes a document as any other does")
	void wrappedRoot() {
		JsonMapper wrapping = JsonMapper.builder()
			.enable(DeserializationFeature.UNWRAP_ROOT_VALUE)
			.enable(SerializationFeature.WRAP_ROOT_VALUE)
			.build();
		JsonSchemas wrapped = JsonSchemas.create(wrapping, null);
		assertThat(wrapped.of(Name.class).read(Answer.json("{'name':'x'}"))).isEqualTo(new Name("x"));
		assertThat(wrapped.mapper().writeValueAsString(new Name("x"))).isEqualTo("{\"name\":\"x\"}");
	}

	private void refused(ParameterizedTypeReference<?> type) {
		assertThatExceptionOfType(ApixoConfigurationException.class).as(type.toString())
			.isThrownBy(() -> this.schemas.of(type))
			.withMessageMatching("(Growing|Inner|TwoCreators).*");
		assertThatExceptionOfType(ApixoConfigurationException.class).as("asked for again")
			.isThrownBy(() -> this.schemas.of(type));
	}

	record Nothing() {
	}

	record Optionals(OptionalInt number, Optional<Optional<String>> twice, Optional<List<Optional<String>>> list) {
	}

	record Name(String name) {
	}

	sealed interface Result<T> permits Good, Bad {

	}

	record Good<T>(T found) implements Result<T> {
	}

	record Bad<T>(String reason) implements Result<T> {
	}

	record Box<T extends Comparable<T>>(T content) {
	}

	record Tree<T>(T value, List<Tree<T>> kids) {
	}

	record Husband(Optional<Wife> wife) {
	}

	record Wife(Optional<Husband> husband) {
	}

	record Growing<T>(Optional<Growing<List<T>>> next, T value) {
	}

	@SuppressWarnings("ClassCanBeStatic") // which is what is wrong with it
	class Inner {

		public String name;

	}

	static class TwoCreators {

		@JsonCreator
		TwoCreators(@JsonProperty("a") String a) {
		}

		@JsonCreator
		TwoCreators(@JsonProperty("a") int a) {
		}

	}

	record Address(String street, String city) {
	}

	record WithIgnored(@JsonIgnoreProperties("street") Address address) {
	}

	record WithIncluded(@JsonIncludeProperties("city") Address address) {
	}

	sealed interface Half permits Closed, Open {

	}

	record Closed(int x) implements Half {
	}

	non-sealed interface Open extends Half {

	}

	record Known(int y) implements Open {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
	@JsonSubTypes({ @JsonSubTypes.Type(Name.class), @JsonSubTypes.Type(Address.class) })
	interface Deduced {

	}

	static class Parent {

		public String name;

		@JsonManagedReference
		public List<Kid> kids;

	}

	static class Kid {

		public String name;

		@JsonBackReference
		public Parent parent;

	}

	static class Marked {

		@JsonProperty
		private @Nullable List<@Nullable String> elements;

		private @Nullable String field;

		private final String plain;

		@JsonCreator
		Marked(@JsonProperty("plain") String plain) {
			this.plain = plain;
		}

		@JsonProperty
		void setField(String field) {
			this.field = field;
		}

		@JsonProperty
		@Nullable String getGetter() {
			return this.field;
		}

		@JsonProperty
		void setGetter(String getter) {
			this.field = getter;
		}

		@JsonProperty
		void setSetter(@Nullable String setter) {
			this.field = setter;
		}

		@Override
		public String toString() {
			return this.plain;
		}

	}

	enum NoConstants {

	}

}
