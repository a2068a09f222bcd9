package ai.apixo.client;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response means the same whatever the API key happens to be.
 */
@EachConnector
class KeyOfAnyContentTests {

	private static final String SENTENCE = "The text of this test is an error that nobody reads";

	private final TestConnector connector;

	KeyOfAnyContentTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "e", "1", "text", "stream", "test", "none", "text/event-stream", "application/json",
			"message_start", "text_delta", "1000000000" })
	@DisplayName("FIELD-1 a stream and its headers are read as they came")
	void readsStreams(String key) {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(200, "text/event-stream",
				Requests.SHORT_STREAM, "anthropic-ratelimit-requests-limit: 1000000000"))) {
			Outcome<StreamEvent> outcome = Outcome
				.of(this.connector.client(gateway).apiKey(key).build().stream(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.text()).isEqualTo("Hello");
			Message message = ((MessageStart) outcome.elements().get(0)).message();
			assertThat(message.response().requestRateLimit()).isNotNull()
				.satisfies((limit) -> assertThat(limit.limit()).isEqualTo(1_000_000_000));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "e", "1", "text", "message", "application/json", "assistant" })
	@DisplayName("FIELD-1 a message in one piece is read as it came")
	void readsMessages(String key) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", Requests.MESSAGE))) {
			Outcome<Message> outcome = Outcome
				.of(this.connector.client(gateway).apiKey(key).build().create(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.elements()).extracting(Message::text).containsExactly("Hello");
		}
	}

	@Test
	@DisplayName("FIELD-1 a key may be as long as a token with many claims")
	void sendsLongKeys() {
		String key = "k".repeat(20_000);
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", Requests.MESSAGE))) {
			Outcome<Message> outcome = Outcome
				.of(this.connector.client(gateway).apiKey(key).build().create(Requests.hello()));
			assertThat(outcome.failure()).isNull();
			assertThat(gateway.requests().get(0).header("x-api-key")).containsExactly(key);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "e", "1", "text", "test", "error", "nobody", "7", "false" })
	@DisplayName("FIELD-1 a key too short to be a secret garbles no sentence, type or request id")
	void garblesNothing(String key) {
		ApixoApiException failure = failure(key, 200, "rate_limit_error");
		assertThat(failure).hasMessageContaining(SENTENCE).hasMessageContaining("req_7_test");
		assertThat(failure.errorMessage()).isEqualTo(SENTENCE);
		assertThat(failure.errorType()).isEqualTo("rate_limit_error");
		assertThat(failure.requestId()).isEqualTo("req_7_test");
		assertThat(failure.body()).contains(SENTENCE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "rate_limit_error", "rate_limit", "Retry-After", "x-should-retry", "req_7_test" })
	@DisplayName("FIELD-1 an error is judged as it came, even if its type or a header is somebody's key")
	void judgesErrorsAsTheyCame(String key) {
		ApixoApiException failure = failure(key, 200, "rate_limit_error");
		assertThat(failure.effectiveStatus()).isEqualTo(429);
		assertThat(failure.isRateLimited()).isTrue();
		assertThat(failure.shouldNotRetry()).isTrue();
		assertThat(failure.retryAfter()).hasSeconds(7);
		assertThat(List.of("req_7_test", "******")).contains(String.valueOf(failure.requestId()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Connection", "ApixoConnectionException", "reactor.netty", "java.base" })
	@DisplayName("FIELD-1 a failure keeps its type if its stack trace holds the key by chance")
	void keepsTypeOfFailures(String key) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(ScriptedResponse::finish)) {
			ApixoMessagesClient client = this.connector.client(gateway).apiKey(key).build();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).hasMessageContaining("was closed");
		}
	}

	private ApixoApiException failure(String key, int status, String type) {
		String error = "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + SENTENCE + "\"}}";
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(status,
				"application/json", error, "request-id: req_7_test", "Retry-After: 7", "x-should-retry: false"))) {
			return Outcome.of(this.connector.client(gateway).apiKey(key).build().stream(Requests.hello()))
				.failure(ApixoApiException.class);
		}
	}

}
