package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoProtocolException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of an answer that is not the one asked for.
 */
@EachConnector
class StatusTests {

	private final TestConnector connector;

	StatusTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@CsvSource({ "400,invalid_request_error,Correct the request", "401,authentication_error,apiKey(..)",
			"402,billing_error,balance", "403,permission_error,access to the model", "404,not_found_error,baseUrl(..)",
			"413,request_too_large,smaller", "422,invalid_request_error,Correct the request",
			"429,rate_limit_error,Wait", "500,api_error,Try again later", "502,api_error,try again later",
			"503,api_error,try again later", "504,timeout_error,try again later", "529,overloaded_error,overloaded",
			"418,teapot_error,errors" })
	@DisplayName("HTTP-7 an error of the API is told with status, type, sentence, request id and advice")
	void tellsErrorOfTheApi(int status, String type, String advice) {
		ApixoApiException failure = failureOf(
				(response) -> response.respond(status, "application/json", "{\"type\":\"error\",\"error\":{\"type\":\""
						+ type + "\",\"message\":\"The gateway's sentence\"},\"request_id\":\"req_1\"}"));
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.errorType()).isEqualTo(type);
		assertThat(failure.errorMessage()).isEqualTo("The gateway's sentence");
		assertThat(failure.requestId()).isEqualTo("req_1");
		assertThat(failure).hasMessageContaining(String.valueOf(status))
			.hasMessageContaining(type)
			.hasMessageContaining("The gateway's sentence")
			.hasMessageContaining("req_1")
			.hasMessageContaining(advice);
	}

	@Test
	@DisplayName("FIELD-6 a server in between that takes a request for a bad one leads to the address")
	void doubtsTheAddress() {
		ApixoApiException failure = failureOf((response) -> response.respond(400, "text/html",
				"<html><title>The plain HTTP request was sent to HTTPS port</title></html>"));
		assertThat(failure).hasMessageContaining("The plain HTTP request was sent to HTTPS port")
			.hasMessageContaining("or check baseUrl(..)");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "text/html | <html><body>Bad Gateway</body></html>",
			"application/json | ``", "application/json | {\"type\":\"error\",\"error\":{\"ty",
			"application/json | [{\"error\":{\"code\":502}}]", "application/json | null", "application/json | 17",
			"application/json | {\"error\":null}", "application/json | {\"error\":{\"type\":17,\"message\":[]}}",
			"text/plain | upstream connect error", "text/event-stream | event: error" })
	@DisplayName("HTTP-7 a body that cannot be read never hides the status")
	void keepsStatusWhateverTheBody(String contentType, String body) {
		ApixoApiException failure = failureOf(
				(response) -> response.respond(502, contentType, body, "request-id: req_7"));
		assertThat(failure.status()).isEqualTo(502);
		assertThat(failure.errorType()).isNull();
		assertThat(failure.requestId()).isEqualTo("req_7");
		assertThat(failure.body()).isEqualTo(body.strip());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"error\":\"Too much\"} | Too much", "{\"message\":\"Sorry\"} | Sorry",
					"{\"error\":{\"message\":\"Sorry\",\"code\":\"x\"}} | Sorry" })
	@DisplayName("HTTP-7 errors of other vendors and errors that are strings are repeated")
	void repeatsErrorsOfOthers(String body, String sentence) {
		ApixoApiException failure = failureOf((response) -> response.respond(400, "application/json", body));
		assertThat(failure.errorMessage()).isEqualTo(sentence);
		assertThat(failure.errorType()).isNull();
	}

	@Test
	@DisplayName("HTTP-7 an error status with an event stream has the sentence and the type of its error event")
	void readsErrorEventOfErrorStatus() {
		ApixoApiException failure = failureOf(
				(response) -> response.respond(429, "text/event-stream", Requests.error("rate_limit_error")));
		assertThat(failure.errorType()).isEqualTo("rate_limit_error");
		assertThat(failure.errorMessage()).isEqualTo("Sorry");
	}

	@ParameterizedTest
	@ValueSource(strings = { "whole", "cut", "stream" })
	@DisplayName("SEC-9 what a model has written is not quoted, although it comes with an error status")
	void quotesNoAnswer(String form) {
		String body = switch (form) {
			case "whole" -> Requests.MESSAGE;
			case "cut" -> Requests.MESSAGE.substring(0, Requests.MESSAGE.indexOf("Hello") + 4);
			default -> Requests.SHORT_STREAM;
		};
		ApixoApiException failure = failureOf((response) -> response.respond(503, "application/json", body));
		assertThat(failure.errorType()).isNull();
		assertThat(failure).hasMessageContaining("status 503: its body is part of a message")
			.hasMessageNotContaining("Hell");
	}

	@Test
	@DisplayName("HTTP-7 the error event counts, wherever it stands in the event stream of an error status")
	void findsTheErrorEvent() {
		ApixoApiException failure = failureOf((response) -> response.respond(500, "text/event-stream",
				"event: ping\ndata: {\"type\":\"ping\"}\n\n" + Requests.error("api_error")));
		assertThat(failure.errorType()).isEqualTo("api_error");
		assertThat(failure.errorMessage()).isEqualTo("Sorry");
	}

	@Test
	@DisplayName("FIELD-4 a sentence that was cut within a character has no unreadable one")
	void leavesOutWhatIsNoText() {
		ApixoApiException failure = failureOf(
				(response) -> response.respond(400, "application/json", "{\"message\":\"no credit \uFFFD"));
		assertThat(failure).hasMessageContaining("no credit").hasMessageNotContaining("\uFFFD");
	}

	@Test
	@DisplayName("HTTP-7 a 401 without challenge is an error of the API like any other")
	void needsNoChallenge() {
		ApixoApiException failure = failureOf((response) -> response.respond(401, "text/plain", "no"));
		assertThat(failure.isAuthentication()).isTrue();
	}

	@Test
	@DisplayName("HTTP-7 a challenge is not answered")
	void answersNoChallenge() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(401, "text/plain", "no", "WWW-Authenticate: Basic realm=\"x\""))) {
			ApixoApiException failure = Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()))
				.failure(ApixoApiException.class);
			assertThat(failure.status()).isEqualTo(401);
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("HTTP-6 a large error body is read as far as it is kept, and the connection closed")
	void readsLargeErrorBodyInPart() {
		AtomicLong sent = new AtomicLong();
		ApixoApiException failure = failureAndClose((response) -> {
			response.write("HTTP/1.1 500 Error\r\nContent-Length: 100000000\r\n\r\n");
			response.writeUntilClosed("<p>error</p>".repeat(100), sent);
		});
		assertThat(failure.status()).isEqualTo(500);
		assertThat(failure.body()).startsWith("<p>error</p>").hasSizeLessThan(10_000);
		assertThat(sent).hasValueLessThan(20_000_000);
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 429 })
	@DisplayName("HTTP-6 an error body that never ends gives the status, and what came of it, in bounded time")
	void doesNotWaitForEndlessErrorBody(int status) {
		ApixoApiException failure = failureAndClose((response) -> {
			response.write("HTTP/1.1 " + status + " Error\r\nTransfer-Encoding: chunked\r\n\r\n");
			response.chunk("no").awaitClose();
		});
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.body()).isEqualTo("no");
	}

	@Test
	@DisplayName("HTTP-6 an error body that breaks off gives the status")
	void keepsStatusOfBrokenBody() {
		ApixoApiException failure = failureOf((response) -> {
			response.write("HTTP/1.1 500 Error\r\nContent-Length: 1000\r\n\r\nsorry");
			response.reset();
		});
		assertThat(failure.status()).isEqualTo(500);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html; charset=utf-8", "TEXT/HTML", "application/json", "application/octet-stream" })
	@DisplayName("HTTP-8 a good status with another content is a protocol failure that names it")
	void refusesOtherContent(String contentType) {
		ApixoException failure = Outcome.of(ofGateway(
				(response) -> response.respond(200, contentType, "<html>Please log in</html>", "request-id: req_8")))
			.failure(ApixoProtocolException.class);
		assertThat(String.valueOf(failure.getMessage())).containsIgnoringCase(contentType)
			.contains("200", "Please log in", "baseUrl(..)");
		assertThat(failure.requestId()).isEqualTo("req_8");
	}

	@Test
	@DisplayName("HTTP-8 a whole message in place of a stream is a protocol failure")
	void refusesMessageInPlaceOfStream() {
		Outcome.of(ofGateway((response) -> response.respond(200, "application/json", Requests.MESSAGE)))
			.failure(ApixoProtocolException.class);
	}

	@Test
	@DisplayName("HTTP-8 the excerpt of such an answer is short")
	void excerptIsShort() {
		ApixoProtocolException failure = Outcome
			.of(ofGateway((response) -> response.respond(200, "text/html", "x".repeat(100_000))))
			.failure(ApixoProtocolException.class);
		assertThat(String.valueOf(failure.getMessage())).hasSizeLessThan(700);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/event-stream", "Text/Event-Stream;charset=UTF-8", "text/event-stream ; x=y" })
	@DisplayName("HTTP-8 SSE-2 the content type is compared without case and parameters, the body is UTF-8")
	void comparesContentTypeLoosely(String contentType) {
		Outcome<?> outcome = Outcome.of(ofGateway((response) -> response.respond(200, contentType,
				Requests.SHORT_STREAM.replace("Hello", "H\u00E9llo \uD83D\uDE00"))));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.text()).isEqualTo("H\u00E9llo \uD83D\uDE00");
	}

	@Test
	@DisplayName("SSE-2 a charset of the content type does not change the encoding")
	void ignoresCharset() {
		Outcome<?> outcome = Outcome.of(ofGateway((response) -> response.respond(200,
				"text/event-stream; charset=iso-8859-1", Requests.SHORT_STREAM.replace("Hello", "H\u00E9llo"))));
		assertThat(outcome.text()).isEqualTo("H\u00E9llo");
	}

	@Test
	@DisplayName("HTTP-8 an answer without content type is read as a stream")
	void acceptsMissingContentType() {
		Outcome<?> outcome = Outcome.of(ofGateway((response) -> {
			response.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + Requests.SHORT_STREAM);
			response.finish();
		}));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.text()).isEqualTo("Hello");
	}

	@ParameterizedTest
	@CsvSource({ "rate_limit_error,429", "overloaded_error,429", "timeout_error,504", "api_error,500",
			"authentication_error,401", "new_error,500" })
	@DisplayName("HTTP-9 an error in the body of a good status is judged by its type")
	void judgesErrorOfGoodStatusByType(String type, int effectiveStatus) {
		ApixoApiException failure = failureOf((response) -> response.respond(200, "application/json",
				"{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"Sorry\"}}"));
		assertThat(failure.status()).isEqualTo(200);
		assertThat(failure.effectiveStatus()).isEqualTo(effectiveStatus);
		assertThat(failure.errorType()).isEqualTo(type);
	}

	@Test
	@DisplayName("HTTP-10 an empty stream is a failure")
	void refusesEmptyStream() {
		Outcome.of(ofGateway((response) -> response.respond(200, "text/event-stream", "")))
			.failure(ApixoIncompleteStreamException.class);
	}

	@Test
	@DisplayName("HTTP-10 204 is a failure, for a stream and for an answer in one piece")
	void refusesNoContent() {
		Script noContent = (response) -> response.write("HTTP/1.1 204 No Content\r\nrequest-id: req_4\r\n\r\n");
		try (ScriptedGateway gateway = ScriptedGateway.playing(noContent)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			assertThat(Outcome.of(client.stream(Requests.hello())).failure(ApixoException.class).requestId())
				.isEqualTo("req_4");
			assertThat(Outcome.of(client.create(Requests.hello())).failure(ApixoException.class).requestId())
				.isEqualTo("req_4");
		}
	}

	@Test
	@DisplayName("HTTP-10 an empty answer in one piece is a failure")
	void refusesEmptyAnswer() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", ""))) {
			Outcome.of(this.connector.client(gateway).build().create(Requests.hello()))
				.failure(ApixoProtocolException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	@DisplayName("SEC-1 redirects are not followed: the key goes nowhere else")
	void followsNoRedirect(int status) {
		try (ScriptedGateway other = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM))) {
			ApixoApiException failure = failureOf((response) -> response.respond(status, "text/plain", "",
					"Location: " + other.url() + "/v1/messages"));
			assertThat(failure.status()).isEqualTo(status);
			assertThat(failure).hasMessageContaining("baseUrl(..)");
			assertThat(other.requests()).isEmpty();
		}
	}

	@Test
	@DisplayName("RETRY-11 the wait that was asked for is in the failure and its text")
	void tellsRetryAfter() {
		ApixoApiException failure = failureOf(
				(response) -> response.respond(429, "text/plain", "", "Retry-After: 3600"));
		assertThat(failure.retryAfter()).isEqualTo(Duration.ofHours(1));
		assertThat(failure).hasMessageContaining("3600 s");
	}

	private ApixoApiException failureOf(Script script) {
		return Outcome.of(ofGateway(script)).failure(ApixoApiException.class);
	}

	private ApixoApiException failureAndClose(Script script) {
		return this.connector.streamThatCloses(script).failure(ApixoApiException.class);
	}

	private Flux<?> ofGateway(Script script) {
		return Flux.using(() -> ScriptedGateway.playing(script),
				(gateway) -> this.connector.client(gateway).build().stream(Requests.hello()), ScriptedGateway::close);
	}

}
