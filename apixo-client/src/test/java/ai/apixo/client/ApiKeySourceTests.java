package ai.apixo.client;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoTimeoutException;
import ai.apixo.client.lifecycle.HealthProbe;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that change, and keys that take a while to come.
 */
@EachConnector
class ApiKeySourceTests {

	private static final ScriptedGateway.Script HELLO = (response) -> response.respond(200, "text/event-stream",
			Requests.SHORT_STREAM);

	private final TestConnector connector;

	ApiKeySourceTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	void keyIsAskedForOncePerAttempt() {
		AtomicInteger asked = new AtomicInteger();
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(429, "rate_limit_error"), HELLO)) {
			Outcome<?> outcome = Outcome.of(this.connector.client(gateway)
				.apiKey(Mono.fromSupplier(() -> "key-" + asked.incrementAndGet()).delayElement(Duration.ofMillis(1)))
				.retry(Retries.attempts(2))
				.build()
				.stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(gateway.requests()).extracting((request) -> request.header("x-api-key").get(0))
				.containsExactly("key-1", "key-2");
		}
	}

	@Test
	@DisplayName("FIELD-5 a source of keys that fails is a wrong configuration, asked once, and nothing is sent")
	void failureOfTheSourceIsSignaledOnce() {
		AtomicInteger asked = new AtomicInteger();
		IllegalStateException cause = new IllegalStateException("vault sealed");
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			for (ApixoMessagesClient.Builder builder : new ApixoMessagesClient.Builder[] {
					this.connector.client(gateway).apiKey(Mono.defer(() -> {
						asked.incrementAndGet();
						return Mono.error(cause);
					})), this.connector.client(gateway).apiKey(() -> {
						asked.incrementAndGet();
						throw cause;
					}) }) {
				asked.set(0);
				ApixoMessagesClient client = builder.retry(Retries.attempts(3)).build();
				assertThat(Outcome.of(client.stream(Requests.hello())).failure(ApixoConfigurationException.class))
					.hasCause(cause);
				assertThat(asked).hasValue(1);
				assertThat(Outcome.of(client.create(Requests.hello())).failure(ApixoConfigurationException.class))
					.hasCause(cause);
				assertThat(client.activity().openCalls()).isZero();
			}
			assertThat(gateway.requests()).isEmpty();
		}
	}

	@Test
	void emptySourceIsAMissingKey() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			ApixoMessagesClient client = this.connector.client(gateway).apiKey(Mono.empty()).build();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure(ApixoConfigurationException.class))
				.hasMessageContaining("apiKey(..)");
		}
	}

	@Test
	void waitForTheKeyIsBoundedByTheResponseTimeout() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.apiKey(Mono.never())
				.responseTimeout(Duration.ofMillis(50))
				.retry(Retries.attempts(3))
				.build();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure(ApixoTimeoutException.class).limit())
				.isEqualTo(ApixoLimit.RESPONSE_TIMEOUT);
		}
	}

	@Test
	void cancelEndsTheWaitForTheKey() {
		TestPublisher<String> key = TestPublisher.create();
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			Disposable call = this.connector.client(gateway)
				.apiKey(key.mono())
				.build()
				.stream(Requests.hello())
				.subscribe();
			key.assertWasSubscribed();
			call.dispose();
			key.assertCancelled();
			assertThat(gateway.requests()).isEmpty();
		}
	}

	@Test
	void probeOfHealthWaitsForTheKeyToo() {
		Sinks.One<String> key = Sinks.one();
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.error(400, "invalid_request_error"))) {
			HealthProbe probe = Objects
				.requireNonNull(HealthProbe.of(this.connector.client(gateway).apiKey(key.asMono()).build()));
			Mono<?> probed = probe.credentials();
			key.tryEmitValue(Requests.KEY);
			probed.block(Duration.ofSeconds(30));
			assertThat(gateway.requests().get(0).header("x-api-key")).containsExactly(Requests.KEY);
		}
	}

	@Test
	@DisplayName("FIELD-12 the key can be sent as a bearer token, and then only so")
	void keyCanBeABearerToken() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(HELLO)) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.authentication(ApixoAuthentication.BEARER)
				.build();
			Outcome.of(client.stream(Requests.hello()));
			Outcome.of(client.mutate().authentication(ApixoAuthentication.API_KEY).build().stream(Requests.hello()));
			assertThat(gateway.requests().get(0).header("authorization")).containsExactly("Bearer " + Requests.KEY);
			assertThat(gateway.requests().get(0).header("x-api-key")).isEmpty();
			assertThat(gateway.requests().get(1).header("authorization")).isEmpty();
			assertThat(gateway.requests().get(1).header("x-api-key")).containsExactly(Requests.KEY);
		}
	}

}
