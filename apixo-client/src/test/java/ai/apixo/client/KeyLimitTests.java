package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.limit.CallLimits;
import ai.apixo.limit.PermitRequest;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Calls under the limits of their key, as the gateway sees them.
 */
@EachConnector
class KeyLimitTests {

	private static final int CALLS = 20;

	private final LimitedClient limited;

	KeyLimitTests(TestConnector connector) {
		this.limited = new LimitedClient(connector);
	}

	@Test
	@DisplayName("LIMIT-1 without limits no limiter is asked")
	void withoutLimitsNobodyIsAsked() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1))
				.limits(null)
				.build();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			ApixoMessagesClient withoutNumber = this.limited.builder(gateway, CallLimits.builder().build()).build();
			assertThat(Outcome.of(withoutNumber.stream(Requests.hello())).failure()).isNull();
			assertThat(this.limited.asked()).isEmpty();
		}
	}

	@Test
	@DisplayName("LIMIT-2 mutate() switches the limits off")
	void mutateSwitchesOff() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.HELLO)) {
			ApixoMessagesClient limited = this.limited.builder(gateway, LimitedClient.concurrent(1)).build();
			Outcome.of(limited.stream(Requests.hello()));
			assertThat(this.limited.asked()).hasSize(1);
			Outcome.of(limited.mutate().limits(null).build().stream(Requests.hello()));
			assertThat(this.limited.asked()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	@DisplayName("LIMIT-2 each number is 1 or more")
	void numbersArePositive(int number) {
		CallLimits.Builder builder = CallLimits.builder();
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.requestsPerMinute(number))
			.withMessageContaining("requestsPerMinute");
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.concurrentCalls(number))
			.withMessageContaining("concurrentCalls");
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> builder.inputTokensPerMinute((long) number))
			.withMessageContaining("inputTokensPerMinute");
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> builder.outputTokensPerMinute((long) number))
			.withMessageContaining("outputTokensPerMinute");
	}

	@Test
	@DisplayName("LIMIT-2 numbers of tokens are written as they come, or null")
	void numbersOfTokensMayBeInts() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(40_000).outputTokensPerMinute(8_000).build();
		assertThat(limits.inputTokensPerMinute()).isEqualTo(40_000);
		assertThat(limits.outputTokensPerMinute()).isEqualTo(8_000);
		assertThat(limits.toBuilder().inputTokensPerMinute(null).build().inputTokensPerMinute()).isNull();
	}

	@Test
	@DisplayName("LIMIT-2 the wait and the capacity are 0 or more")
	void waitAndCapacityAreNotNegative() {
		CallLimits.Builder builder = CallLimits.builder().maxWait(Duration.ZERO).queueCapacity(0);
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> builder.maxWait(Duration.ofNanos(-1)))
			.withMessageContaining("maxWait");
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.queueCapacity(-1))
			.withMessageContaining("queueCapacity");
	}

	@Test
	@DisplayName("LIMIT-3 what is used belongs to a key at a gateway, not to the name of a client")
	void useBelongsToTheKey() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.HELLO);
				ScriptedGateway another = ScriptedGateway.playing(LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.requests(10))
				.apiKey("key-1")
				.build();
			List<ApixoMessagesClient> clients = List.of(client, client.mutate().name("other").build(),
					client.mutate().baseUrl(gateway.url() + "/prefix").build(),
					client.mutate().apiKey(() -> "key-2").build(),
					client.mutate().baseUrl(another.url()).apiKey("key-1").build());
			clients.forEach((each) -> Outcome.of(each.stream(Requests.hello())));
			assertThat(this.limited.asked().subList(0, 3)).extracting(PermitRequest::keyId)
				.containsOnly(this.limited.asked().get(0).keyId());
			assertThat(this.limited.asked().stream().map(PermitRequest::keyId).distinct()).hasSize(3)
				.allMatch((id) -> id.matches("[0-9a-f]{16}"));
		}
	}

	@Test
	@DisplayName("LIMIT-3 the key is asked for again when the turn is granted, and the newer one is sent")
	void newerKeyIsSent() {
		AtomicInteger number = new AtomicInteger();
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.HELLO)) {
			Outcome.of(this.limited.builder(gateway, LimitedClient.requests(10))
				.apiKey(() -> "key-" + number.incrementAndGet())
				.build()
				.stream(Requests.hello()));
			assertThat(gateway.requests().get(0).header("x-api-key")).containsExactly("key-2");
		}
	}

	@Test
	@DisplayName("LIMIT-7 a concurrent call counts to the end of its body, and the next one goes on then")
	void callCountsUntilItsEnd() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.STALL, LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1)).build();
			Disposable first = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			List<StreamEvent> events = new CopyOnWriteArrayList<>();
			client.stream(Requests.hello()).subscribe(events::add);
			assertThat(client.activity().waitingCalls()).isOne();
			assertThat(client.activity().openCalls()).isEqualTo(2);
			first.dispose();
			await().untilAsserted(() -> assertThat(events).hasSize(Requests.EVENTS));
			assertThat(client.activity().waitingCalls()).isZero();
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@Test
	@DisplayName("LIMIT-7 a retry that waits holds no turn")
	void waitingRetryHoldsNoTurn() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing(Gateways.error(504, "timeout_error", "Retry-After: 3600"), LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1))
				.retry(Retries.attempts(2, (failure) -> true))
				.build();
			Disposable retrying = client.stream(Requests.hello()).subscribe();
			await().until(() -> gateway.requests().size() == 1);
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			retrying.dispose();
		}
	}

	@Test
	@DisplayName("LIMIT-8 a retried attempt keeps the age of its call")
	void retryKeepsTheAge() {
		Script later = (response) -> {
			this.limited.clock().advanceTimeBy(Duration.ofSeconds(5));
			response.respond(502, "text/plain", "");
		};
		try (ScriptedGateway gateway = ScriptedGateway.playing(later, LimitedClient.HELLO)) {
			Outcome.of(this.limited.builder(gateway, LimitedClient.requests(10))
				.retry(Retries.attempts(2))
				.build()
				.stream(Requests.hello()));
			assertThat(this.limited.asked()).extracting(PermitRequest::age)
				.containsExactly(Duration.ZERO, Duration.ofSeconds(5));
		}
	}

	@Test
	@DisplayName("LIMIT-3 the id of a key is the beginning of a hash of the gateway's origin and the key")
	void idOfAKeyIsAHash() throws NoSuchAlgorithmException {
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.HELLO)) {
			Outcome.of(this.limited.builder(gateway, LimitedClient.requests(10)).build().stream(Requests.hello()));
			byte[] hash = MessageDigest.getInstance("SHA-256")
				.digest((gateway.url() + "\n" + Requests.KEY).getBytes(StandardCharsets.UTF_8));
			assertThat(this.limited.asked().get(0).keyId()).isEqualTo(HexFormat.of().formatHex(hash, 0, 8));
		}
	}

	static List<Script> ends() {
		return List.of(LimitedClient.HELLO, Gateways.error(400, "invalid_request_error"),
				(response) -> response.respond(200, "text/event-stream", Requests.START), (response) -> response
					.respond(200, "text/event-stream", Requests.START + Requests.error("overloaded_error")));
	}

	@ParameterizedTest
	@MethodSource("ends")
	@DisplayName("LIMIT-7 completion and failure end the turn of a call, before and after its head")
	void everyEndEndsTheTurn(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			ApixoMessagesClient client = this.limited.builder(gateway, LimitedClient.concurrent(1)).build();
			// No time passes on the clock of the limiter: only the end of a turn grants
			// the next.
			List<Throwable> failures = Flux.range(0, CALLS)
				.concatMap((number) -> client.stream(Requests.hello())
					.then(Mono.<Throwable>empty())
					.onErrorResume((failure) -> Mono.just(failure)))
				.collectList()
				.block(Duration.ofSeconds(20));
			assertThat(failures).noneMatch(ApixoLimitException.class::isInstance);
			assertThat(gateway.requests()).hasSize(CALLS);
			assertThat(this.limited.asked()).hasSize(CALLS);
			assertThat(client.activity().waitingCalls()).isZero();
		}
	}

}
