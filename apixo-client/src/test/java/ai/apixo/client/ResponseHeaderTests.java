package ai.apixo.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.messages.RateLimit;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be read from the headers of a response.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
@ExtendWith(NoLeaksOrDroppedErrors.class)
class ResponseHeaderTests {

	private static final String[] HEADERS = { "X-Request-Id: req_7", "Cf-Ray: 8f", "X-Echo: key=" + Requests.KEY + ";",
			"Anthropic-Ratelimit-Tokens-Limit: 5", "Anthropic-Ratelimit-Tokens-Reset: 1795341600",
			"X-Long: " + "a".repeat(1000) };

	private final TestConnector connector;

	ResponseHeaderTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("FIELD-17 any header of a response is readable by name, the key in it masked")
	void anyHeaderIsReadable() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", Requests.MESSAGE, HEADERS))) {
			ResponseInfo info = Outcome.of(this.connector.client(gateway).build().create(Requests.hello()))
				.elements()
				.get(0)
				.response();
			check(info);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a={\"x\":1}", "=x", "a=", "", "a=\u00E9", "a=b; Max-Age=abc", "$a=b", "a b=c",
			"a=b; Expires=never", "a=b; Domain=;;;" })
	@DisplayName("HTTP-2 a cookie that Java refuses is ignored, and the response is asked for once")
	void ignoresCookies(String cookie) {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(200, "text/event-stream",
				Requests.SHORT_STREAM, "Set-Cookie: " + cookie))) {
			Outcome<StreamEvent> outcome = Outcome.of(this.connector.client(gateway)
				.retry(Retries.attempts(3))
				.responseTimeout(Duration.ofSeconds(5))
				.build()
				.stream(Requests.hello()));
			assertThat(gateway.requests()).hasSize(1);
			if (this.connector != TestConnector.JDK) {
				assertThat(outcome.failure()).isNull();
				assertThat(outcome.elements()).hasSize(Requests.EVENTS);
			}
		}
	}

	@Test
	@DisplayName("FIELD-17 the first event of a stream has the headers")
	void theFirstEventHasTheHeaders() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM, HEADERS))) {
			List<StreamEvent> events = Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()))
				.elements();
			check(((MessageStart) events.get(0)).message().response());
		}
	}

	private static void check(ResponseInfo info) {
		assertThat(info.requestId()).isEqualTo("req_7");
		assertThat(info.header("cf-ray")).isEqualTo("8f");
		assertThat(info.header("CF-RAY")).isEqualTo("8f");
		assertThat(info.header("x-echo")).isEqualTo("key=******;");
		assertThat(info.header("x-long")).hasSize(1000);
		assertThat(info.header("x-none")).isNull();
		assertThat(info.tokenRateLimit()).isEqualTo(new RateLimit(5L, null, Instant.parse("2026-11-22T10:00:00Z")));
		assertThat(info.toString()).doesNotContain(Requests.KEY);
	}

	@Test
	@DisplayName("FIELD-17 a failure has the request id of x-request-id where request-id is missing")
	void failuresHaveTheOtherRequestId() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(400, "application/json", "{}", HEADERS))) {
			assertThat(Outcome.of(this.connector.client(gateway).build().stream(Requests.hello())).failure())
				.isInstanceOfSatisfying(ApixoApiException.class,
						(failure) -> assertThat(failure.requestId()).isEqualTo("req_7"));
		}
	}

}
