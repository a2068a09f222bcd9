package ai.apixo.boot.health;

import java.time.Duration;
import java.util.Objects;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoClientActivity;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.Requests;
import ai.apixo.client.Retries;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.ScriptedResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * How health is found out (HEALTH-1).
 */
class ApixoHealthIndicatorTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);

	private static final Script ACCEPTING = Gateways.error(400, "invalid_request_error");

	@Test
	@DisplayName("HEALTH-1: the credentials probe sends an empty object with the key and nothing else")
	void credentialsProbeSendsAnEmptyObjectWithTheKey() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ACCEPTING)) {
			Health health = health(indicator(client(gateway), ApixoHealthProbeMode.CREDENTIALS));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(gateway.requests()).singleElement().satisfies((request) -> {
				assertThat(request.line()).isEqualTo("POST /v1/messages HTTP/1.1");
				assertThat(request.body()).contains("\"messages\":1", "\"max_tokens\":\"none\"", "\"model\":1");
				assertThat(request.header("x-api-key")).containsExactly(Gateways.KEY);
			});
		}
	}

	@Test
	void detailsSayWhatWasFoundOutAndWhen() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ACCEPTING)) {
			Health health = health(indicator(client(gateway), ApixoHealthProbeMode.CREDENTIALS));
			assertThat(health.getDetails()).containsOnlyKeys("outcome", "time", "probe", "openCalls", "host")
				.containsEntry("probe", "credentials")
				.containsEntry("openCalls", 0)
				.containsEntry("host", "127.0.0.1:" + gateway.port());
		}
	}

	@Test
	@DisplayName("HEALTH-1: the probe names the default model, for keys that are limited to some")
	void probeNamesTheDefaultModel() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(404, "not_found_error"))) {
			ApixoMessagesClient client = client(gateway).mutate().defaultModel("claude-\"x\"").build();
			assertThat(health(indicator(client, ApixoHealthProbeMode.CREDENTIALS)).getStatus()).isEqualTo(Status.UP);
			assertThat(gateway.requests().get(0).body()).contains("\"model\":\"claude-\\\"x\\\"\"", "\"messages\":1");
		}
	}

	@Test
	@DisplayName("HEALTH-1: a page in place of an error is no gateway")
	void pageIsNoGateway() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(404, "text/html", "<html>nothing here</html>"))) {
			assertThat(health(indicator(client(gateway), ApixoHealthProbeMode.CREDENTIALS)).getStatus())
				.isEqualTo(Status.DOWN);
		}
	}

	@Test
	void detailsTellTheStateOfTheCircuitBreaker() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ACCEPTING)) {
			CircuitBreaker circuitBreaker = CircuitBreaker.ofDefaults("apixo");
			circuitBreaker.transitionToOpenState();
			ApixoMessagesClient client = client(gateway).mutate().circuitBreaker(circuitBreaker).build();
			Health health = health(indicator(client, ApixoHealthProbeMode.CREDENTIALS));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("circuitBreaker", "OPEN");
			assertThat(circuitBreaker.getMetrics().getNumberOfNotPermittedCalls()).isZero();
		}
	}

	@Test
	@DisplayName("HEALTH-1: a wrong key, a dead gateway and a working one are distinguished, without the key")
	void wrongKeyAndDeadGatewayAreToldApart() {
		try (ScriptedGateway refusing = ScriptedGateway.playing(Gateways.error(401, "authentication_error"));
				ScriptedGateway dead = ScriptedGateway.playing(ScriptedResponse::reset)) {
			Health refused = health(indicator(client(refusing), ApixoHealthProbeMode.CREDENTIALS));
			Health unreachable = health(indicator(client(dead), ApixoHealthProbeMode.CREDENTIALS));
			assertThat(refused.getStatus()).isEqualTo(Status.DOWN);
			assertThat(refused.getDetails().get("outcome")).asString().contains("Key refused", "APIXO_API_KEY");
			assertThat(unreachable.getStatus()).isEqualTo(Status.DOWN);
			assertThat(unreachable.getDetails().get("outcome")).asString().doesNotContain("Key refused");
			assertThat(refused.toString() + unreachable).doesNotContain(Gateways.KEY);
			assertThat(dead.requests()).as("not retried").hasSize(1);
		}
	}

	@Test
	@DisplayName("HEALTH-1: a gateway that does not answer is DOWN after the timeout")
	void silentGatewayIsDownAfterTheTimeout() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ScriptedResponse::awaitClose)) {
			Health health = health(new ApixoHealthIndicator(client(gateway), ApixoHealthProbeMode.CREDENTIALS,
					TIME_TO_LIVE, Duration.ofMillis(50)));
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("outcome", "No response within 50 ms (apixo.health.timeout)");
		}
	}

	@Test
	@DisplayName("HEALTH-1: a call that succeeded lately is proof enough")
	void recentSuccessIsProofEnough() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			ApixoMessagesClient client = client(gateway);
			call(client);
			Health health = health(indicator(client, ApixoHealthProbeMode.CREDENTIALS));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("outcome", "Last call succeeded");
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("HEALTH-1: after a later failure nobody is told that the last call succeeded")
	void laterFailureIsTold() {
		// No connection is used twice: a request on one that was kept would be repeated.
		try (ScriptedGateway gateway = ScriptedGateway.playing(
				(response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM, "Connection: close"),
				Gateways.error(429, "rate_limit_error", "Connection: close"), ScriptedResponse::reset,
				Gateways::hello)) {
			ApixoMessagesClient client = client(gateway).mutate().retry(Retries.none()).build();
			ApixoHealthIndicator indicator = indicator(client, ApixoHealthProbeMode.CREDENTIALS);
			callAndIgnoreFailure(client);
			callAndIgnoreFailure(client);
			assertThat(health(indicator).getStatus()).isEqualTo(Status.UP);
			assertThat(health(indicator).getDetails()).containsEntry("outcome",
					"Last call ended with status 429, one shortly before it succeeded");
			callAndIgnoreFailure(client);
			assertThat(health(indicator).getDetails()).containsEntry("outcome",
					"Last call failed: ApixoConnectionException, one shortly before it succeeded");
			callAndIgnoreFailure(client);
			assertThat(health(indicator).getDetails()).containsEntry("outcome", "Last call succeeded");
		}
	}

	@Test
	void successThatIsTooOldIsNoProof() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello,
				Gateways.error(401, "authentication_error"))) {
			ApixoMessagesClient client = client(gateway);
			call(client);
			Health health = health(
					new ApixoHealthIndicator(client, ApixoHealthProbeMode.CREDENTIALS, Duration.ZERO, LIMIT));
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		}
	}

	@Test
	void answerOfAProbeIsKept() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ACCEPTING)) {
			ApixoHealthIndicator indicator = indicator(client(gateway), ApixoHealthProbeMode.CREDENTIALS);
			Object first = health(indicator).getDetails().get("time");
			assertThat(health(indicator).getDetails().get("time")).isEqualTo(first);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("HEALTH-1: one probe at a time")
	void oneProbeAtATime() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ACCEPTING)) {
			ApixoHealthIndicator indicator = indicator(client(gateway), ApixoHealthProbeMode.CREDENTIALS);
			StepVerifier.create(Flux.range(0, 20).flatMap((number) -> indicator.health()))
				.expectNextCount(20)
				.expectComplete()
				.verify(LIMIT);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("HEALTH-1: the connection probe sends no key and takes any answer")
	void connectionProbeSendsNoKeyAndTakesAnyAnswer() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))) {
			Health health = health(indicator(client(gateway), ApixoHealthProbeMode.CONNECTION));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(gateway.requests()).singleElement().satisfies((request) -> {
				assertThat(request.header("x-api-key")).isEmpty();
				assertThat(request.headers().toString()).doesNotContain(Gateways.KEY);
			});
		}
	}

	@Test
	void connectionProbeFindsADeadGateway() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ScriptedResponse::reset)) {
			assertThat(health(indicator(client(gateway), ApixoHealthProbeMode.CONNECTION)).getStatus())
				.isEqualTo(Status.DOWN);
		}
	}

	@Test
	@DisplayName("HEALTH-1: without a probe nothing is sent and no traffic means UNKNOWN")
	void withoutAProbeNothingIsSent() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ACCEPTING)) {
			Health health = health(indicator(client(gateway), ApixoHealthProbeMode.NONE));
			assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health.getDetails()).containsEntry("outcome", "No recent call").containsEntry("probe", "none");
			assertThat(gateway.requests()).isEmpty();
		}
	}

	@Test
	void withoutAProbeTheLastFailureCounts() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(401, "authentication_error"))) {
			ApixoMessagesClient client = client(gateway);
			StepVerifier.create(client.stream(Gateways.request())).expectError().verify(LIMIT);
			Health health = health(indicator(client, ApixoHealthProbeMode.NONE));
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("outcome", "Last call ended with status 401");
		}
	}

	@Test
	void withoutAProbeARefusedRequestProvesTheGatewayWell() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ACCEPTING)) {
			ApixoMessagesClient client = client(gateway);
			StepVerifier.create(client.stream(Gateways.request())).expectError().verify(LIMIT);
			assertThat(health(indicator(client, ApixoHealthProbeMode.NONE)).getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void openCallsAreCounted() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::stall)) {
			ApixoMessagesClient client = client(gateway);
			ApixoHealthIndicator indicator = indicator(client, ApixoHealthProbeMode.NONE);
			Flux<Object> openCalls = client.streamText(Gateways.request())
				.concatMap((text) -> indicator.health())
				.map((health) -> health.getDetails().getOrDefault("openCalls", -1))
				.take(1);
			StepVerifier.create(openCalls).expectNext(1).expectComplete().verify(LIMIT);
		}
	}

	@Test
	void clientThatIsNotOursIsJudgedByItsTraffic() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			ApixoMessagesClient own = client(gateway);
			call(own);
			ApixoClientActivity activity = own.activity();
			ApixoMessagesClient foreign = mock(ApixoMessagesClient.class);
			given(foreign.activity()).willReturn(activity);
			Health health = health(indicator(foreign, ApixoHealthProbeMode.CREDENTIALS));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("probe", "none").doesNotContainKey("host");
		}
	}

	private static ApixoMessagesClient client(ScriptedGateway gateway) {
		return ApixoMessagesClient.builder()
			.baseUrl(gateway.url())
			.apiKey(Gateways.KEY)
			.retry(Retry.ofDefaults("apixo"))
			.build();
	}

	private static ApixoHealthIndicator indicator(ApixoMessagesClient client, ApixoHealthProbeMode probe) {
		return new ApixoHealthIndicator(client, probe, TIME_TO_LIVE, LIMIT);
	}

	private static Health health(ApixoHealthIndicator indicator) {
		return Objects.requireNonNull(indicator.health().block(LIMIT));
	}

	private static void callAndIgnoreFailure(ApixoMessagesClient client) {
		client.stream(Gateways.request()).onErrorComplete().blockLast(LIMIT);
	}

	private static void call(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

}
