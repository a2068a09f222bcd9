package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.messages.Message;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of a call that goes on to other models, and of those that failed.
 */
@EachConnector
class FallbackOutcomeTests {

	private final FallbackClient fallback;

	FallbackOutcomeTests(TestConnector connector) {
		this.fallback = new FallbackClient(connector);
	}

	@Test
	@DisplayName("FALL-3 the failure of the first model surfaces, the others suppressed")
	void firstFailureSurfaces() {
		this.fallback.models().put("x", FallbackClient.failing(503));
		this.fallback.models().put("a", FallbackClient.failing(529));
		this.fallback.models().put("b", FallbackClient.failing(400));
		ApixoApiException failure = Outcome.of(this.fallback.client("a", "b", "c").stream(FallbackClient.to("x")))
			.failure(ApixoApiException.class);
		assertThat(failure.status()).isEqualTo(503);
		assertThat(failure.getSuppressed()).extracting((other) -> ((ApixoApiException) other).status())
			.contains(529, 400);
		assertThat(this.fallback.asked()).as("400 is followed by nothing").containsExactly("x", "a", "b");
	}

	@Test
	@DisplayName("FALL-3 a call sends at most its attempts and one request to each other model")
	void requestsAreBounded() {
		List.of("x", "a", "b").forEach((model) -> this.fallback.models().put(model, FallbackClient.failing(502)));
		Outcome
			.of(this.fallback.client("a", "b")
				.mutate()
				.retry(Retries.attempts(4))
				.build()
				.stream(FallbackClient.to("x")))
			.failure(ApixoApiException.class);
		assertThat(this.fallback.asked()).containsExactly("x", "a", "b", "x", "x", "x");
	}

	@Test
	@DisplayName("FALL-3 each model has a turn and a permission of its own")
	void eachModelHasItsOwnTurn() {
		this.fallback.models().put("x", FallbackClient.failing(529));
		CircuitBreaker breaker = CircuitBreaker.ofDefaults("test");
		ApixoMessagesClient client = this.fallback.builder(ModelFallback.to("a"))
			.circuitBreaker(breaker)
			.limiter(CallLimiter.inMemory(this.fallback.clock()))
			.limits(CallLimits.builder().concurrentCalls(1).requestsPerMinute(2).build())
			.build();
		assertThat(FallbackClient.servedBy(Outcome.of(client.stream(FallbackClient.to("x"))))).isEqualTo("a");
		assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(2);
		assertThat(Outcome.of(client.stream(FallbackClient.to("x"))).failure())
			.hasMessageContaining("2 requests per minute");
	}

	@Test
	@DisplayName("FALL-4 a model that failed is passed over, then one call tries it and the others follow")
	void failedModelIsPassedOver() {
		ApixoMessagesClient client = this.fallback.client("a");
		this.fallback.models().put("x", FallbackClient.failing(529));
		Outcome.of(client.stream(FallbackClient.to("x")));
		this.fallback.models().put("x", FallbackClient.STREAM);
		assertThat(client.activity().coolingModels()).containsExactly("x");
		assertThat(FallbackClient.servedBy(Outcome.of(client.stream(FallbackClient.to("x"))))).isEqualTo("a");
		assertThat(this.fallback.asked()).containsExactly("x", "a", "a");
		this.fallback.clock().advanceTimeBy(Duration.ofSeconds(30));
		assertThat(client.activity().coolingModels()).isEmpty();
		assertThat(FallbackClient.servedBy(Outcome.of(client.stream(FallbackClient.to("x"))))).isEqualTo("null");
		assertThat(FallbackClient.servedBy(Outcome.of(client.stream(FallbackClient.to("x"))))).isEqualTo("null");
		assertThat(this.fallback.asked()).containsExactly("x", "a", "a", "x", "x");
	}

	@Test
	@DisplayName("FALL-4 when all below fail, the model that was passed over is asked after all")
	void passedOverIsAskedAfterAll() {
		ApixoMessagesClient client = this.fallback.client("a");
		this.fallback.models().put("x", FallbackClient.failing(529));
		Outcome.of(client.stream(FallbackClient.to("x")));
		this.fallback.models().put("x", FallbackClient.STREAM);
		this.fallback.models().put("a", FallbackClient.failing(503));
		assertThat(FallbackClient.servedBy(Outcome.of(client.stream(FallbackClient.to("x"))))).isEqualTo("null");
		assertThat(this.fallback.asked()).containsExactly("x", "a", "a", "x");
	}

	@Test
	@DisplayName("FALL-4 longer advice of the gateway counts, up to 5 minutes")
	void longerAdviceCounts() {
		ApixoMessagesClient client = this.fallback.client("a");
		this.fallback.models().put("x", Gateways.error(529, "overloaded_error", "Retry-After: 3600"));
		Outcome.of(client.stream(FallbackClient.to("x")));
		this.fallback.clock().advanceTimeBy(Duration.ofMinutes(5).minusMillis(1));
		assertThat(client.activity().coolingModels()).containsExactly("x");
		this.fallback.clock().advanceTimeBy(Duration.ofMillis(1));
		assertThat(client.activity().coolingModels()).isEmpty();
	}

	@Test
	@DisplayName("FALL-4 clients of another gateway are not concerned")
	void otherGatewayIsNotConcerned() {
		ApixoMessagesClient client = this.fallback.client("a");
		this.fallback.models().put("x", FallbackClient.failing(529));
		Outcome.of(client.stream(FallbackClient.to("x")));
		try (ScriptedGateway other = ScriptedGateway.playing(FallbackClient.STREAM)) {
			ApixoMessagesClient moved = client.mutate().baseUrl(other.url()).apiKey(Requests.KEY).build();
			assertThat(FallbackClient.servedBy(Outcome.of(moved.stream(FallbackClient.to("x"))))).isEqualTo("null");
		}
	}

	@Test
	@DisplayName("FALL-6 the model of the message is the wire's word")
	void modelOfTheMessageIsTheWires() {
		this.fallback.models().put("x", FallbackClient.failing(529));
		Mono<Message> answer = this.fallback.client("a").streamMessage(FallbackClient.to("x"));
		Message message = Outcome.of(answer).elements().get(0);
		assertThat(message.model()).isEqualTo("m");
		ResponseInfo response = message.response();
		assertThat(response).isNotNull();
		assertThat(response.fallbackModel()).isEqualTo("a");
	}

	@Test
	@DisplayName("FALL-6 the other model is one line with both models and the reason")
	void otherModelIsALine() {
		this.fallback.models().put("x", FallbackClient.failing(529));
		CapturedLog log = CapturedLog.of(ApixoMessagesClient.class, Level.INFO);
		try (log) {
			Outcome.of(this.fallback.client("a").stream(FallbackClient.to("x")));
		}
		assertThat(log.lines(Level.INFO)).singleElement()
			.asString()
			.contains("Model 'a' answers a call of client", "instead of 'x'", "529");
	}

	/**
	 * Let the model fail, rest and be tried again by a call that waits for its response.
	 */
	private List<StreamEvent> beginTrial(ApixoMessagesClient client, Latch answers) {
		this.fallback.models().put("x", FallbackClient.failing(529));
		Outcome.of(client.stream(FallbackClient.to("x")));
		this.fallback.models().put("x", (response) -> {
			answers.await();
			FallbackClient.STREAM.play(response);
		});
		this.fallback.clock().advanceTimeBy(Duration.ofSeconds(30));
		List<StreamEvent> trial = new CopyOnWriteArrayList<>();
		client.stream(FallbackClient.to("x")).subscribe(trial::add);
		await().until(() -> this.fallback.asked().size() == 3);
		return trial;
	}

	@Test
	@DisplayName("FALL-4 a call that asks a model after all does not end another call's trial of it")
	void askingAfterAllEndsNoTrial() {
		ApixoMessagesClient client = this.fallback.client("a");
		Latch answers = new Latch();
		List<StreamEvent> trial = beginTrial(client, answers);
		this.fallback.models().put("x", FallbackClient.failing(400));
		this.fallback.models().put("a", FallbackClient.failing(503));
		Outcome.of(client.stream(FallbackClient.to("x"))).failure(ApixoApiException.class);
		assertThat(this.fallback.asked()).containsExactly("x", "a", "x", "a", "x");
		this.fallback.models().put("a", FallbackClient.STREAM);
		this.fallback.clock().advanceTimeBy(Duration.ofSeconds(30));
		assertThat(FallbackClient.servedBy(Outcome.of(client.stream(FallbackClient.to("x"))))).isEqualTo("a");
		answers.release();
		await().until(() -> trial.size() == Requests.EVENTS);
	}

	@Test
	@DisplayName("FALL-4 while one call tries a model again, others pass it over, and follow when it succeeded")
	void oneCallTriesTheModelAgain() {
		ApixoMessagesClient client = this.fallback.client("a");
		Latch answers = new Latch();
		List<StreamEvent> events = beginTrial(client, answers);
		assertThat(FallbackClient.servedBy(Outcome.of(client.stream(FallbackClient.to("x"))))).isEqualTo("a");
		answers.release();
		await().until(() -> events.size() == Requests.EVENTS);
		assertThat(FallbackClient.servedBy(Outcome.of(client.stream(FallbackClient.to("x"))))).isEqualTo("null");
		assertThat(this.fallback.asked()).containsExactly("x", "a", "x", "a", "x");
	}

}
