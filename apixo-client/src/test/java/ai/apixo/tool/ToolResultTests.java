package ai.apixo.tool;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.structured.JsonSchemas;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes back to the model.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class ToolResultTests extends FunctionCalls {

	static Stream<Arguments> results() {
		ContentBlock block = new TextBlock("a");
		return Stream.of(arguments("text", () -> "text", Content.of("text")),
				arguments("content", () -> Content.of("c"), Content.of("c")),
				arguments("a block", () -> block, Content.of(block)),
				arguments("a list of blocks", () -> List.of(block, block), Content.of(block, block)),
				arguments("blocks with an empty text", () -> List.of(new TextBlock(""), block), Content.of(block)),
				arguments("an empty block", () -> new TextBlock(""), null),
				arguments("content of an empty block", () -> Content.of(new TextBlock("")), null),
				arguments("null", () -> null, null), arguments("an empty Mono", Mono::empty, null),
				arguments("an empty Optional", Optional::empty, null), arguments("empty text", () -> "", null),
				arguments("an Optional", () -> Optional.of("o"), Content.of("o")),
				arguments("a record", () -> new City("Lisbon"), Content.of("{\"city\":\"Lisbon\"}")),
				arguments("a number", () -> 7, Content.of("7")), arguments("an empty list", List::of, Content.of("[]")),
				arguments("a Mono of a record", () -> Mono.just(new City("Rome")), Content.of("{\"city\":\"Rome\"}")),
				arguments("a Mono of text", () -> Mono.just("m"), Content.of("m")),
				arguments("a future",
						(Supplier<CompletableFuture<String>>) () -> CompletableFuture.completedFuture("f"),
						Content.of("f")),
				arguments("a Flux", () -> Flux.just("a", "b"), Content.of("[\"a\",\"b\"]")),
				arguments("an empty Flux", Flux::empty, Content.of("[]")),
				arguments("a Flow.Publisher",
						() -> reactor.adapter.JdkFlowAdapter.publisherToFlowPublisher(Flux.just(1, 2)),
						Content.of("[1,2]")));
	}

	private static Arguments arguments(String what, Supplier<?> function, @Nullable Content content) {
		return Arguments.of(what, function, content);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("results")
	@DisplayName("TOOL-19 what a function returns becomes content")
	void returnedValueBecomesContent(String what, Supplier<?> function, @Nullable Content content) {
		ToolResultBlock result = returning(function);
		assertThat(result.content()).isEqualTo(content);
		assertThat(result.isError()).isFalse();
	}

	@Test
	@DisplayName("TOOL-19 each element of a Flux is also progress as it arrives")
	void elementsAreProgress() {
		List<ToolRunEvent> events = call(ToolFunction.of("f", "d", () -> Flux.just(new City("Rome"), new City("Oslo"))),
				"{}");
		assertThat(events.stream()
			.filter(ToolProgress.class::isInstance)
			.map((event) -> ((ToolProgress) event).value().toString()))
			.containsExactly("{\"city\":\"Rome\"}", "{\"city\":\"Oslo\"}");
	}

	@Test
	@DisplayName("TOOL-19 text larger than the limit becomes an error with both sizes, never truncated text")
	void largeResultIsRefused() {
		for (Supplier<?> function : List.<Supplier<?>>of(() -> "ä".repeat(60), () -> Content.of("x".repeat(120)),
				() -> Flux.range(1, Integer.MAX_VALUE))) {
			ToolResultBlock result = result(call(ToolFunction.of("f", "d", function), "{}",
					(builder) -> builder.maxResultSize(DataSize.ofBytes(100))));
			assertThat(result.isError()).isTrue();
			assertThat(Runs.text(result)).containsPattern("1\\d\\d bytes").contains("at most 100");
		}
	}

	@Test
	@DisplayName("TOOL-19 a result is written by the mapper of the schemas")
	void mapperOfTheSchemasWrites() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.build();
		ToolResultBlock result = result(call(ToolFunction.of("f", "d", () -> new City("Rome")), "{}",
				(builder) -> builder.schemas(JsonSchemas.create(mapper, null))));
		assertThat(Runs.text(result)).isEqualTo("{\"City\":\"Rome\"}");
	}

	@Test
	@DisplayName("TOOL-20 arguments that do not bind or validate are answered with path and rule, without Java names or values")
	void invalidArguments() {
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.afterPropertiesSet();
		JsonSchemas schemas = JsonSchemas.create(JsonMapper.builder().build(), validator);
		ToolFunction function = ToolFunction.of("f", "d", Booking.class, (booking) -> "booked");
		for (String[] expected : new String[][] { { "{'guests':'many'}", "/guests is not an integer" },
				{ "{'guests':0}", "/guests must be" }, { "{}", "/guests" } }) {
			List<ToolRunEvent> events = call(function, expected[0], (builder) -> builder.schemas(schemas));
			assertThat(result(events).isError()).isTrue();
			assertThat(Runs.text(result(events))).startsWith("The arguments do not fit the schema: ")
				.contains(expected[1])
				.doesNotContain("many", "Booking", "int ");
			assertThat(events).noneMatch(ToolStarted.class::isInstance);
		}
	}

	@Test
	@DisplayName("TOOL-21 the message of a ToolException goes to the model, and of anything else nothing")
	void failuresAreTold() {
		assertTold(returning(() -> {
			throw new ToolException("No such city.");
		}), "No such city.");
		assertTold(returning(() -> Mono.error(new ToolException("Try later.", new IllegalStateException("secret")))),
				"Try later.");
		assertTold(returning((Supplier<CompletableFuture<String>>) () -> CompletableFuture
			.failedFuture(new ToolException("Not now."))), "Not now.");
		for (Throwable failure : List.of(new IllegalStateException("secret"), new StackOverflowError("secret"),
				new LinkageError("secret"), new java.io.IOException("secret"))) {
			assertTold(returning(() -> Mono.error(failure)), "The tool failed.");
			assertTold(returning(() -> sneaky(failure)), "The tool failed.");
		}
		assertTold(returning(() -> new Unwritable(true)), "The tool failed.");
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> Object sneaky(Throwable failure) throws T {
		throw (T) failure;
	}

	@Test
	@DisplayName("TOOL-21 an error of the virtual machine ends the run, and is signaled")
	void fatalErrorEndsTheRun() {
		ToolFunction function = ToolFunction.of("f", "d", () -> {
			throw new OutOfMemoryError("of a test");
		});
		StepVerifier
			.create(ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "f", "{}"))
				.runner(function)
				.build()
				.stream(ScriptedAnswer.question()))
			.thenConsumeWhile((event) -> true)
			.verifyErrorMatches(OutOfMemoryError.class::isInstance);
	}

	record Unwritable(boolean broken) {

		@com.fasterxml.jackson.annotation.JsonProperty("value")
		String value() {
			if (this.broken) {
				throw new IllegalStateException("secret");
			}
			return "";
		}

	}

	record Booking(@Min(1) int guests) {
	}

}
