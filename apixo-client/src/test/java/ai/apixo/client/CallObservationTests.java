package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.client.observation.DefaultApixoObservationConvention;
import ai.apixo.messages.Message;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One observation a call, from its subscription to its last signal.
 */
class CallObservationTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final String NAME = "gen_ai.client.operation.duration";

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@Test
	void streamIsOneObservationWithAnEventForItsFirstChunk() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			call(client(gateway));
		}
		observations().hasSingleObservationThat()
			.hasNameEqualTo(NAME)
			.hasContextualNameEqualTo("chat claude-asked")
			.hasEvent("first_chunk")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasHighCardinalityKeyValue("gen_ai.response.id", "msg_1")
			.hasHighCardinalityKeyValue("gen_ai.response.finish_reasons", "end_turn")
			.hasHighCardinalityKeyValue("gen_ai.usage.input_tokens", "48")
			.hasHighCardinalityKeyValue("gen_ai.usage.output_tokens", "7")
			.hasHighCardinalityKeyValue("gen_ai.usage.cache_read.input_tokens", "40")
			.hasHighCardinalityKeyValue("gen_ai.usage.cache_creation.input_tokens", "5")
			.hasHighCardinalityKeyValue("apixo.attempts", "1")
			.doesNotHaveError()
			.hasBeenStarted()
			.hasBeenStopped();
	}

	@Test
	void wholeAnswerIsObservedWithoutAFirstChunk() {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(200, "application/json",
				"""
						{"id":"msg_2","type":"message","role":"assistant","model":"claude-test","content":[],"stop_reason":"max_tokens","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}"""))) {
			Mono<Message> message = client(gateway).create(Gateways.request());
			StepVerifier.create(message).expectNextCount(1).expectComplete().verify(LIMIT);
		}
		observations().hasSingleObservationThat()
			.doesNotHaveEvent("first_chunk")
			.hasLowCardinalityKeyValue("gen_ai.response.model", "claude-test")
			.hasHighCardinalityKeyValue("gen_ai.response.finish_reasons", "max_tokens")
			.hasHighCardinalityKeyValue("gen_ai.usage.output_tokens", "2");
	}

	@Test
	void eachSubscriptionIsAnObservation() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			Flux<String> text = client(gateway).streamText(Gateways.request());
			StepVerifier.create(text.concatWith(text)).expectNextCount(4).expectComplete().verify(LIMIT);
		}
		observations().hasNumberOfObservationsWithNameEqualTo(NAME, 2);
	}

	@Test
	void callThatIsRetriedIsOneObservation() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(502, "api_error"), Gateways::hello)) {
			call(client(gateway));
		}
		observations().hasNumberOfObservationsWithNameEqualTo(NAME, 1)
			.hasAnObservationWithAKeyValue("apixo.attempts", "2");
	}

	@Test
	void failureIsRecorded() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(403, "permission_error"))) {
			StepVerifier.create(client(gateway).stream(Gateways.request()))
				.expectError(ApixoApiException.class)
				.verify(LIMIT);
		}
		observations().hasSingleObservationThat()
			.hasError()
			.hasLowCardinalityKeyValue("outcome", "error")
			.hasLowCardinalityKeyValue("error.type", "403")
			.hasBeenStopped();
	}

	@Test
	void cancelledCallStopsOnceAndWithoutError() {
		StopCounter stops = new StopCounter();
		this.registry.observationConfig().observationHandler(stops);
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::stall)) {
			StepVerifier.create(client(gateway).stream(Gateways.request()))
				.expectNextCount(3)
				.thenCancel()
				.verify(LIMIT);
		}
		assertThat(stops.stopped).hasSize(1);
		observations().hasSingleObservationThat()
			.doesNotHaveError()
			.hasLowCardinalityKeyValue("outcome", "cancelled")
			.hasBeenStopped();
	}

	@Test
	void subscriberThatTakesAFewStopsOnce() {
		StopCounter stops = new StopCounter();
		this.registry.observationConfig().observationHandler(stops);
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			StepVerifier.create(client(gateway).stream(Gateways.request()).take(2))
				.expectNextCount(2)
				.expectComplete()
				.verify(LIMIT);
		}
		assertThat(stops.stopped).hasSize(1);
	}

	@Test
	void handlerThatThrowsFailsTheCallOnceAndClosesTheConnection() {
		this.registry.observationConfig().observationHandler(new Recorder() {

			@Override
			public void onEvent(Observation.Event event, ApixoObservationContext context) {
				throw new IllegalStateException("Thrown by a handler");
			}

		});
		Latch closed = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.respond(200, "text/event-stream", Requests.SHORT_STREAM);
			response.awaitClose();
			closed.release();
		})) {
			ApixoMessagesClient client = client(gateway);
			StepVerifier.create(client.stream(Gateways.request()))
				.expectErrorMessage("Thrown by a handler")
				.verify(LIMIT);
			assertThat(client.activity().openCalls()).isZero();
			assertThat(gateway.requests()).hasSize(1);
			closed.await();
		}
	}

	@Test
	void parentComesFromTheReactorContext() {
		Observation parent = Observation.start("parent", this.registry);
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			Flux<String> text = client(gateway).streamText(Gateways.request())
				.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, parent));
			StepVerifier.create(text).expectNextCount(2).expectComplete().verify(LIMIT);
		}
		parent.stop();
		observations().hasObservationWithNameEqualTo(NAME).that().hasParentObservationEqualTo(parent);
	}

	@Test
	void parentOfTheThreadIsUsedWhereTheReactorContextHasNone() {
		Observation parent = Observation.start("parent", this.registry);
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			parent.scoped(() -> call(client(gateway)));
		}
		parent.stop();
		observations().hasObservationWithNameEqualTo(NAME).that().hasParentObservationEqualTo(parent);
	}

	@Test
	void attemptsAreChildren() {
		ParentsOfAttempts attempts = new ParentsOfAttempts();
		this.registry.observationConfig().observationHandler(attempts);
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(502, "api_error"), Gateways::hello)) {
			call(client(gateway).mutate()
				.webClientBuilder(WebClient.builder().observationRegistry(this.registry))
				.build());
		}
		observations().hasNumberOfObservationsWithNameEqualTo("http.client.requests", 2)
			.hasAnObservationWithAKeyValue("uri", "/v1/messages");
		assertThat(attempts.parents).hasSize(2)
			.allSatisfy((parent) -> assertThat(parent).isInstanceOf(ApixoObservationContext.class));
	}

	@Test
	@DisplayName("RETRY-15: the log line of a retry is written within the observation's scope")
	void retryIsLoggedWithinTheScope() {
		ScopeCounter scopes = new ScopeCounter();
		this.registry.observationConfig().observationHandler(scopes);
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(502, "api_error"), Gateways::hello)) {
			call(client(gateway));
		}
		assertThat(scopes.opened).hasSize(1);
	}

	@Test
	void noScopeIsOpenedForEvents() {
		ScopeCounter scopes = new ScopeCounter();
		this.registry.observationConfig().observationHandler(scopes);
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			call(client(gateway));
		}
		assertThat(scopes.opened).isEmpty();
	}

	@Test
	void nothingIsObservedWhenTheRegistryIsOff() {
		ObservationSettings off = new ObservationSettings(ObservationRegistry.NOOP,
				new DefaultApixoObservationConvention(), "apixo", "localhost");
		assertThat(off.of(null, Context.empty())).isNull();
	}

	@Test
	@DisplayName("SEC-9: the context holds neither prompt nor answer nor key")
	void contextHoldsNeitherPromptNorAnswerNorKey() {
		List<String> contexts = new CopyOnWriteArrayList<>();
		this.registry.observationConfig().observationHandler(new ContextPrinter(contexts));
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			call(client(gateway));
		}
		assertThat(contexts).hasSize(1);
		assertThat(contexts.get(0)).contains("claude-asked").doesNotContain("Hello", "Say hello", Gateways.KEY);
	}

	private TestObservationRegistryAssert observations() {
		return TestObservationRegistryAssert.assertThat(this.registry);
	}

	private ApixoMessagesClient client(ScriptedGateway gateway) {
		return ApixoMessagesClient.builder()
			.baseUrl(gateway.url())
			.apiKey(Gateways.KEY)
			.retry(Retries.attempts(4))
			.observationRegistry(this.registry)
			.build();
	}

	private static void call(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

	private static class Recorder implements ObservationHandler<ApixoObservationContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ApixoObservationContext;
		}

	}

	private static final class StopCounter extends Recorder {

		private final List<ApixoObservationContext> stopped = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(ApixoObservationContext context) {
			this.stopped.add(context);
		}

	}

	private static final class ScopeCounter extends Recorder {

		private final List<ApixoObservationContext> opened = new CopyOnWriteArrayList<>();

		@Override
		public void onScopeOpened(ApixoObservationContext context) {
			this.opened.add(context);
		}

	}

	private static final class ParentsOfAttempts implements ObservationHandler<ClientRequestObservationContext> {

		private final List<Observation.ContextView> parents = new CopyOnWriteArrayList<>();

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ClientRequestObservationContext;
		}

		@Override
		public void onStart(ClientRequestObservationContext context) {
			this.parents.add(Objects.requireNonNull(context.getParentObservation()).getContextView());
		}

	}

	private static final class ContextPrinter extends Recorder {

		private final List<String> contexts;

		private ContextPrinter(List<String> contexts) {
			this.contexts = contexts;
		}

		@Override
		public void onStop(ApixoObservationContext context) {
			this.contexts.add(context.toString());
		}

	}

}
