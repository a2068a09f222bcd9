package ai.apixo.boot.autoconfigure.observation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.boot.TestReplies;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.ModelFallback;
import ai.apixo.client.Retries;
import ai.apixo.limit.CallLimits;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The meters of a call.
 */
class ApixoMeterObservationHandlerTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ObservationRegistry observations = ObservationRegistry.create();

	@BeforeEach
	void registerHandlers() {
		this.observations.observationConfig()
			.observationHandler(new ApixoMeterObservationHandler(this.meters,
					() -> new DefaultMeterObservationHandler(this.meters)));
	}

	@Test
	void durationCarriesTheNamesOfOpenTelemetry() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			call(client(gateway));
		}
		assertThat(this.meters.get("gen_ai.client.operation.duration")
			.tag("gen_ai.operation.name", "chat")
			.tag("gen_ai.provider.name", "anthropic")
			.tag("gen_ai.request.model", "claude-asked")
			.tag("gen_ai.response.model", "claude-test")
			.tag("server.address", "127.0.0.1")
			.tag("error.type", "none")
			.tag("outcome", "success")
			.tag("apixo.client.name", "apixo")
			.timer()
			.count()).isOne();
	}

	@Test
	void noMeterRepeatsTheCountOfAnother() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			call(client(gateway));
		}
		assertThat(this.meters.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsOnly("gen_ai.client.operation.duration", "gen_ai.client.operation.duration.active",
					"gen_ai.client.operation.time_to_first_chunk", "gen_ai.client.token.usage", "apixo.client.retries");
	}

	@Test
	void timeToFirstChunkIsRecordedAndShorterThanTheCall() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO.pace(Duration.ofMillis(20)))) {
			call(client(gateway));
		}
		double first = this.meters.get("gen_ai.client.operation.time_to_first_chunk")
			.timer()
			.totalTime(TimeUnit.NANOSECONDS);
		double whole = this.meters.get("gen_ai.client.operation.duration").timer().totalTime(TimeUnit.NANOSECONDS);
		assertThat(first).isPositive().isLessThan(whole);
	}

	@Test
	void tokensAreCountedOnceWithThoseOfTheCache() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			call(client(gateway));
		}
		assertThat(tokens("input")).isEqualTo(3 + 40 + 5);
		assertThat(tokens("output")).isEqualTo(7);
	}

	@Test
	void activeStreamsAreSeenWhileTheyAreOpen() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.STALLED)) {
			Flux<Integer> active = client(gateway).streamText(TestReplies.request())
				.map((text) -> this.meters.get("gen_ai.client.operation.duration.active")
					.tag("outcome", "none")
					.longTaskTimer())
				.map(LongTaskTimer::activeTasks)
				.take(1);
			StepVerifier.create(active).expectNext(1).expectComplete().verify(LIMIT);
		}
		assertThat(this.meters.get("gen_ai.client.operation.duration.active").longTaskTimer().activeTasks()).isZero();
	}

	@Test
	void retriesAreCounted() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.error(502, "api_error"),
				TestReplies.error(429, "rate_limit_error"), TestReplies.HELLO)) {
			call(client(gateway));
		}
		assertThat(this.meters.get("apixo.client.retries").tag("outcome", "success").counter().count()).isEqualTo(2);
	}

	@Test
	@DisplayName("LIMIT-29 the waits of each limited call are one record, zero included")
	void waitsOfLimitedCallsAreRecorded() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			call(client(gateway));
			assertThat(this.meters.find("apixo.client.limit.wait").timer()).isNull();
			call(client(gateway).mutate().limits(CallLimits.builder().requestsPerMinute(10).build()).build());
		}
		assertThat(this.meters.get("apixo.client.limit.wait").tag("outcome", "success").timer().count()).isOne();
		assertThat(this.meters.get("apixo.client.limit.wait").timer().totalTime(TimeUnit.SECONDS)).isZero();
	}

	@Test
	@DisplayName("FALL-6 answers of other models are counted, and are no retries")
	void answersOfOtherModelsAreCounted() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.error(529, "overloaded_error"),
				TestReplies.HELLO)) {
			call(client(gateway).mutate().fallback(ModelFallback.to("b")).build());
		}
		assertThat(this.meters.get("apixo.client.fallbacks")
			.tag("apixo.fallback.model", "b")
			.tag("gen_ai.request.model", "claude-asked")
			.counter()
			.count()).isOne();
		assertThat(this.meters.get("apixo.client.retries").counter().count()).isZero();
	}

	@Test
	void failureIsTaggedWithItsStatus() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.error(401, "authentication_error"))) {
			StepVerifier.create(client(gateway).stream(TestReplies.request())).expectError().verify(LIMIT);
		}
		assertThat(this.meters.get("gen_ai.client.operation.duration")
			.tag("outcome", "error")
			.tag("error.type", "401")
			.tag("gen_ai.response.model", "none")
			.timer()
			.count()).isOne();
		assertThat(this.meters.find("gen_ai.client.token.usage").summary()).isNull();
		assertThat(this.meters.find("gen_ai.client.operation.time_to_first_chunk").timer()).isNull();
	}

	@Test
	void cancelledCallIsNeitherSuccessNorError() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.STALLED)) {
			StepVerifier.create(client(gateway).streamText(TestReplies.request()))
				.expectNext("Hello")
				.thenCancel()
				.verify(LIMIT);
		}
		assertThat(this.meters.get("gen_ai.client.operation.duration")
			.tag("outcome", "cancelled")
			.tag("error.type", "none")
			.timer()
			.count()).isOne();
	}

	private double tokens(String type) {
		return this.meters.get("gen_ai.client.token.usage").tag("gen_ai.token.type", type).summary().totalAmount();
	}

	private ApixoMessagesClient client(MockApixoGateway gateway) {
		return ApixoMessagesClient.builder()
			.baseUrl(gateway.baseUrl())
			.apiKey(TestReplies.KEY)
			.retry(Retries.attempts(4))
			.observationRegistry(this.observations)
			.build();
	}

	private static void call(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(TestReplies.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

}
