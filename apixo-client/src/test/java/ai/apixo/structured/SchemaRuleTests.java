package ai.apixo.structured;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.structured.StructuredOutput.Mode;
import ai.apixo.structured.Types.Ingredient;
import ai.apixo.structured.Types.Node;
import ai.apixo.structured.Types.Recipe;
import ai.apixo.structured.Types.Text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@NullUnmarked
class SchemaRuleTests {

	private final JsonSchemas schemas = JsonSchemas.create();

	private void refused(Class<?> type, String message) {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> this.schemas.of(type))
			.withMessageContaining(message);
	}

	@Test
	@DisplayName("STR-3 types without a schema are refused, naming type and component")
	void typesWithoutASchemaAreRefused() {
		refused(WithMap.class, "WithMap /courses/*/extras: a Map has no fixed keys, use a list of records");
		refused(WithObject.class, "WithObject /any: a Object can be anything");
		refused(WithTree.class, "WithTree /tree: a JsonNode can be anything");
		refused(WithWildcard.class, "WithWildcard /list: a wildcard can be anything");
		refused(WithRaw.class, "WithRaw /page: the type arguments of Page are not known");
		refused(WithInterface.class, "WithInterface /open: the abstract type Open has no known subtypes");
		refused(WithUnwrapped.class, "WithUnwrapped /text: @JsonUnwrapped is not supported");
		refused(WithAnySetter.class, "WithAnySetter: @JsonAnySetter");
		refused(WithClassIds.class, "the type ids of ByClass are class names");
		refused(WithWrapper.class, "the type id of Wrapped is not a property of the object");
	}

	@Test
	@DisplayName("STR-5 a component with the name of the discriminator is refused")
	void componentNamedLikeTheDiscriminatorIsRefused() {
		refused(Clash.class, "One has a component with the name of the discriminator");
	}

	@Test
	@DisplayName("STR-10 a type that contains itself has only a full form and works in mode TOOL")
	void typeThatContainsItselfHasOnlyAFullForm() {
		JsonSchema<Node> schema = this.schemas.of(Node.class);
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(schema::strict)
			.withMessageContaining("Node /kids/*")
			.withMessageContaining("TOOL");
		assertThat(schema.full().at("/properties/kids/items/$ref").asString()).isEqualTo("#/$defs/Node");
		StructuredOutput.Builder builder = StructuredOutput.builder(RecordedClient.answering());
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.build(Node.class));
		assertThat(builder.mode(Mode.TOOL).build(Node.class).schema().type()).isEqualTo(Node.class);
	}

	@Test
	@DisplayName("STR-13 concurrent callers share one derivation")
	void callersShareOneDerivation() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<JsonSchema<Recipe>>> calls = new ArrayList<>();
			for (int i = 0; i < 32; i++) {
				calls.add(() -> this.schemas.of(Recipe.class));
			}
			for (var call : threads.invokeAll(calls)) {
				assertThat(call.get()).isSameAs(this.schemas.of(Recipe.class));
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	@DisplayName("STR-13 on a thread that must not block the first subscription derives on another one")
	void eventLoopDerivesNothing() {
		RecordedClient client = RecordedClient.answering(Answer.of("{\"text\":\"x\"}").message(),
				Answer.of("{\"text\":\"y\"}").message());
		StructuredOutput<Text> output = Mono
			.fromCallable(() -> StructuredOutput.builder(client).schemas(this.schemas).build(Text.class))
			.subscribeOn(Schedulers.parallel())
			.block();
		List<String> threads = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			Mono.defer(() -> output.create(Answer.request()))
				.doOnNext((text) -> threads.add(Thread.currentThread().getName()))
				.subscribeOn(Schedulers.parallel())
				.block();
		}
		assertThat(threads.get(0)).startsWith("boundedElastic");
		assertThat(threads.get(1)).startsWith("parallel");
	}

	@Test
	@DisplayName("STR-24 numbers keep every digit until they become the type of the component")
	void numbersKeepEveryDigit() {
		String digits = "1234567890123456789012345678901234567890.10";
		assertThat(this.schemas.of(Types.Big.class)
			.read(Answer.json("{'integer':12345678901234567890123,'decimal':" + digits + "}"))
			.decimal()).hasToString(digits);
	}

	@Test
	@DisplayName("STR-24 classes bound through setters keep their defaults for what is absent")
	void settersKeepDefaults() {
		assertThat(this.schemas.of(Bean.class).read(Answer.json("{'size':1,'note':null}")).getName())
			.isEqualTo("unnamed");
	}

	@Test
	@DisplayName("STR-4 a nullable component may be null or absent")
	void nullableComponentMayBeAbsent() {
		JsonSchema<Types.Optionals> optionals = this.schemas.of(Types.Optionals.class);
		assertThat(optionals.read(Answer.json("{}")).text()).isEmpty();
		assertThat(optionals.read(Answer.json("{'text':null}")).text()).isEqualTo(Optional.empty());
		assertThat(this.schemas.of(Types.Nullables.class).read(Answer.json("{}")).text()).isNull();
	}

	@Test
	@DisplayName("STR-11 a family is bound from the property value")
	void familyIsBoundFromValue() {
		assertThat(this.schemas.of(Types.Figure.class).read(Answer.json("{'value':{'radius':2,'type':'Circle'}}")))
			.isEqualTo(new Types.Circle(2));
		ApixoStructuredOutputException failure = catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> this.schemas.of(Types.Figure.class).read(Answer.json("{'value':{'type':'Blob'}}")));
		assertThat(failure.path()).isEqualTo("/value");
	}

	@Test
	void parametersOfAMethodAreAnObject() throws Exception {
		Method method = SchemaRuleTests.class.getDeclaredMethod("cook", String.class, int.class, Optional.class,
				List.class);
		JsonSchema<Object[]> schema = this.schemas.ofParameters(List.of(method.getParameters()));
		assertThat(schema.full()).isEqualTo(Answer
			.json("""
					{'type':'object','properties':{'dish':{'type':'string'},'guest_count':{'type':'integer','minimum':1},
					'note':{'anyOf':[{'type':'string'},{'type':'null'}]},'extras':{'type':'array','items':{'type':'object',
					'properties':{'name':{'type':'string'},'amount':{'type':'integer'}},'required':['name','amount'],
					'additionalProperties':false}}},'required':['dish','guest_count','extras'],'additionalProperties':false}"""));
		Object[] arguments = schema
			.read(Answer.json("{'dish':'x','guest_count':2,'extras':[{'name':'a','amount':1}]}"));
		assertThat(arguments).containsExactly("x", 2, Optional.empty(), List.of(new Ingredient("a", 1)));
		assertThat(catchThrowableOfType(ApixoStructuredOutputException.class,
				() -> schema.read(Answer.json("{'dish':null,'guest_count':2.5,'extras':[]}"))))
			.hasMessageContaining("/dish is required")
			.hasMessageContaining("/guest_count is not an int");
	}

	@Test
	@DisplayName("STR-4 a field that is called like a parameter says nothing of it")
	void fieldsSayNothingOfParameters() throws Exception {
		Method method = Kitchen.class.getDeclaredMethod("serve", String.class);
		assertThat(this.schemas.ofParameters(List.of(method.getParameters())).full().at("/required")).hasSize(1);
	}

	static void cook(String dish, @Min(1) @JsonProperty("guest_count") int guests, Optional<String> note,
			List<Ingredient> extras) {
	}

	@Test
	@DisplayName("STR-3 a generic type needs its arguments")
	void genericTypeNeedsItsArguments() {
		refused(Types.Page.class, "Page: the type arguments of Page are not known");
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> this.schemas.of(new ParameterizedTypeReference<List<?>>() {
			}));
	}

	static class Kitchen {

		private @Nullable String dish;

		void serve(String dish) {
			this.dish = dish + this.dish;
		}

	}

	record Extra(Map<String, String> extras) {
	}

	record WithMap(List<Extra> courses) {
	}

	record WithObject(Object any) {
	}

	record WithTree(JsonNode tree) {
	}

	record WithWildcard(List<? extends Text> list) {
	}

	@SuppressWarnings("rawtypes")
	record WithRaw(Types.Page page) {
	}

	interface Open {

	}

	record WithInterface(Open open) {
	}

	record WithUnwrapped(@JsonUnwrapped Text text) {
	}

	static class WithAnySetter {

		@JsonAnySetter
		Map<String, Object> rest = Map.of();

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	sealed interface ByClass permits ByClassMember {

	}

	record ByClassMember(int x) implements ByClass {
	}

	record WithClassIds(ByClass member) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
	sealed interface Wrapped permits WrappedMember {

	}

	record WrappedMember(int x) implements Wrapped {
	}

	record WithWrapper(Wrapped wrapped) {
	}

	sealed interface Clash permits One {

	}

	record One(String type) implements Clash {
	}

}
