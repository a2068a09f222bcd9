package ai.apixo.boot.autoconfigure.tool;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.structured.ApixoStructuredAutoConfiguration;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJsonMapper;
import ai.apixo.tool.RunFinished;
import ai.apixo.tool.ToolFunction;
import ai.apixo.tool.ToolMethod;
import ai.apixo.tool.ToolRunStatus;
import ai.apixo.tool.ToolRunner;
import ai.apixo.tool.observation.DefaultToolRunObservationConvention;
import ai.apixo.tool.observation.ToolRunObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ApixoToolAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class, ApixoStructuredAutoConfiguration.class,
				ApixoToolAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=test-key");

	private final ApixoMessagesClient client = mock();

	private ApplicationContextRunner withClient() {
		return this.contextRunner.withBean(ApixoMessagesClient.class, () -> this.client);
	}

	private static Flux<StreamEvent> answer(String... blocks) {
		return Flux.fromArray(blocks).map((json) -> MessagesJsonMapper.create().readValue(json, StreamEvent.class));
	}

	private static Flux<StreamEvent> call() {
		return answer(
				"{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"content\":[],\"usage\":{\"input_tokens\":5}}}",
				"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"clock\",\"input\":{}}}",
				"{\"type\":\"content_block_stop\",\"index\":0}",
				"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":5}}",
				"{\"type\":\"message_stop\"}");
	}

	private static ToolFunction clock() {
		return ToolFunction.of("clock", "Tells the time.", () -> "12:00");
	}

	private static MessagesRequest request() {
		return MessagesRequest.builder().user("How late is it?").build();
	}

	@Test
	void clientIsEnoughForTheBuilder() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(ToolRunner.Builder.class).doesNotHaveBean(ToolRunner.class);
			assertThat(context.getBean(ToolRunner.Builder.class))
				.isNotSameAs(context.getBean(ToolRunner.Builder.class));
		});
	}

	@Test
	void nothingIsConfiguredWithoutAClient() {
		this.contextRunner.withPropertyValues("apixo.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ToolRunner.Builder.class));
	}

	@Test
	void builderOfTheApplicationIsUsed() {
		ToolRunner.Builder builder = mock();
		this.contextRunner.withBean(ToolRunner.Builder.class, () -> builder)
			.run((context) -> assertThat(context.getBean(ToolRunner.Builder.class)).isSameAs(builder));
	}

	@Test
	void limitsAreProperties() {
		given(this.client.stream(any())).willReturn(call());
		for (String limit : List.of("max-turns=1:MAX_TURNS", "max-total-tokens=10:MAX_TOTAL_TOKENS")) {
			withClient().withPropertyValues("apixo.tool." + limit.split(":")[0])
				.run((context) -> StepVerifier
					.create(context.getBean(ToolRunner.Builder.class).tools(clock()).build().run(request()))
					.assertNext((run) -> assertThat(run.status()).isEqualTo(ToolRunStatus.valueOf(limit.split(":")[1])))
					.verifyComplete());
		}
	}

	@Test
	void limitsOfToolsAreProperties() {
		given(this.client.stream(any())).willReturn(call());
		withClient()
			.withPropertyValues("apixo.tool.timeout=20ms", "apixo.tool.max-turns=1", "apixo.tool.max-tool-calls=5",
					"apixo.tool.concurrency=1", "apixo.tool.max-result-size=10B")
			.run((context) -> {
				ApixoToolProperties properties = context.getBean(ApixoToolProperties.class);
				assertThat(properties.getMaxToolCalls()).isEqualTo(5);
				assertThat(properties.getConcurrency()).isEqualTo(1);
				assertThat(properties.getMaxResultSize()).isEqualTo(DataSize.ofBytes(10));
				assertThat(properties.getTimeout()).isEqualTo(Duration.ofMillis(20));
				ToolFunction never = ToolFunction.of("clock", "d", Mono::never);
				StepVerifier.create(context.getBean(ToolRunner.Builder.class).tools(never).build().run(request()))
					.assertNext((run) -> assertThat(run.request().messages().get(2).content().blocks().toString())
						.contains("isError=true"))
					.verifyComplete();
			});
	}

	@Test
	void wrongLimitFails() {
		this.contextRunner.withPropertyValues("apixo.tool.max-turns=0")
			.run((context) -> assertThatExceptionOfType(ApixoConfigurationException.class)
				.isThrownBy(context.getBean(ToolRunner.Builder.class)::build));
	}

	@Test
	void timeLimitOfARunNamesTheProperty() {
		given(this.client.stream(any())).willReturn(Flux.never());
		withClient().withPropertyValues("apixo.tool.run-timeout=20ms")
			.run((context) -> StepVerifier.create(context.getBean(ToolRunner.Builder.class).build().stream(request()))
				.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ApixoTimeoutException.class)
					.hasMessageContaining("'apixo.tool.run-timeout'")));
	}

	@Test
	void promptCacheIsAProperty() {
		assertThat(sentBreakpoint("5m")).isEqualTo(CacheControl.ephemeral());
		assertThat(sentBreakpoint("1h")).isEqualTo(CacheControl.ephemeral("1h"));
		assertThat(sentBreakpoint("off")).isNull();
		this.contextRunner.withPropertyValues("apixo.tool.prompt-cache=2h")
			.run((context) -> assertThat(context).satisfies((started) -> assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> started.getBean(ToolRunner.Builder.class))
				.withRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)));
	}

	private @Nullable CacheControl sentBreakpoint(String value) {
		AtomicReference<@Nullable MessagesRequest> sent = new AtomicReference<>();
		given(this.client.stream(any())).willAnswer((call) -> {
			sent.set(call.getArgument(0));
			return call();
		});
		withClient().withPropertyValues("apixo.tool.prompt-cache=" + value, "apixo.tool.max-turns=1")
			.run((context) -> StepVerifier
				.create(context.getBean(ToolRunner.Builder.class).tools(clock()).build().run(request()))
				.expectNextCount(1)
				.verifyComplete());
		return ((TextBlock) Objects.requireNonNull(sent.get()).messages().get(0).content().blocks().get(0))
			.cacheControl();
	}

	@Test
	void registryAndConventionsAreUsed() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		given(this.client.stream(any())).willReturn(call());
		withClient().withBean(ObservationRegistry.class, () -> registry)
			.withBean(ToolRunObservationConvention.class, () -> new DefaultToolRunObservationConvention() {
				@Override
				public String getName() {
					return "my.run";
				}
			})
			.withPropertyValues("apixo.tool.max-turns=1")
			.run((context) -> StepVerifier
				.create(context.getBean(ToolRunner.Builder.class)
					.tools(clock())
					.build()
					.stream(request())
					.ofType(RunFinished.class))
				.expectNextCount(1)
				.verifyComplete());
		TestObservationRegistryAssert.assertThat(registry)
			.hasNumberOfObservationsWithNameEqualTo("my.run", 1)
			.hasNumberOfObservationsWithNameEqualTo("apixo.tool.call", 1);
	}

	@Test
	void methodsOfBeansAreKnownToNativeImages() throws NoSuchMethodException {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Travel.class);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Travel.class.getDeclaredMethod("book", Booking.class))).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Booking.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Ticket.class)).accepts(hints);
	}

	@Test
	void serializersAreKnownToNativeImages() throws ClassNotFoundException {
		RuntimeHints hints = new RuntimeHints();
		new ToolRuntimeHints().registerHints(hints, null);
		for (String name : List.of("ToolRunEventSerializer", "ToolRunSerializer")) {
			assertThat(RuntimeHintsPredicates.reflection().onType(Class.forName("ai.apixo.tool." + name)))
				.accepts(hints);
		}
	}

	record Booking(String city) {
	}

	record Ticket(String number) {
	}

	static class Travel {

		@ToolMethod(description = "Books.")
		Mono<Ticket> book(Booking booking) {
			return Mono.just(new Ticket(booking.city()));
		}

	}

}
